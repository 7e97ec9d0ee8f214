const UNITS: Readonly<Record<string, number>> = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Bytes of a size as `256MiB`. Throws a RangeError where it is none. */
export function sizeInBytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(KiB|MiB|GiB)$/.exec(text);
  if (match === null) throw new RangeError(`not a size: ${text} (for example 256MiB or 1GiB)`);
  return Number(match[1]) * UNITS[match[2]];
}
