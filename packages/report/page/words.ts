/** A sentence with its numbers in, grouped by thousands. */
export const fill = (words: string, numbers: Readonly<Record<string, number>>): string =>
  words.replace(/\{(\w+)\}/gu, (whole, name: string) => numbers[name]?.toLocaleString('en-US') ?? whole);
