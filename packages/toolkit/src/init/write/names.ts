/** A name as the manifest wants it for a data set: lower case, digits, hyphens. */
export function slug(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/gu) ?? [];
  return words.join('-') || 'my-dataset';
}

/** A name that a sub-metric may have: no slash, no control characters, no white space around it. */
export function subMetricId(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[/\p{Cc}]+/gu, '-')
    .trim();
  return [...plain].slice(0, 200).join('').trim() || 'items';
}

/** The name, or the first of name-2, name-3, … that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let k = 2;
  while (taken.has(`${name}-${k}`)) k += 1;
  return `${name}-${k}`;
}
