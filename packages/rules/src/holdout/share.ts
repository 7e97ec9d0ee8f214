/** Whether a split of `part` out of `whole` items is within `tolerance` of `share`, without dividing: borders count as within. */
export function isWithin(part: number, whole: number, share: number, tolerance: number): boolean {
  return whole > 0 && Math.abs(part - share * whole) <= tolerance * whole + 1e-9;
}
