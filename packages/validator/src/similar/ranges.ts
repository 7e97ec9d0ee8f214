/** So many things in ranges as even as they can be, each to before the last: no more than there are things. */
export function ranges(things: number, parts: number): { readonly from: number; readonly to: number }[] {
  const count = Math.min(things, parts);
  return Array.from({ length: count }, (_, k) => ({
    from: Math.floor((things * k) / count),
    to: Math.floor((things * (k + 1)) / count),
  }));
}
