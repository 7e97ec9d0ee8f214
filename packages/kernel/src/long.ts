/** Low and high half of a 64-bit number. */
export type Long = readonly [low: number, high: number];

export const xor = (a: Long, b: Long): Long => [a[0] ^ b[0], a[1] ^ b[1]];

export function plus(a: Long, b: Long): Long {
  const low = (a[0] >>> 0) + (b[0] >>> 0);
  return [low | 0, (a[1] + b[1] + (low > 0xffffffff ? 1 : 0)) | 0];
}

export function rotated([low, high]: Long, by: number): Long {
  const [first, second] = by < 32 ? [low, high] : [high, low];
  const left = by & 31;
  // A shift by 32 is none.
  if (left === 0) return [first, second];
  return [(first << left) | (second >>> (32 - left)), (second << left) | (first >>> (32 - left))];
}
