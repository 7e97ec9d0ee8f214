/**
 * Whether the bytes are one zstd frame (RFC 8878) and no more, which says that `length` bytes come out of it: only then does fzstd, left
 * to allot what frames say, allot no more than that. With an output given to it, it takes twice as long.
 */
export function isFrameOf(input: Uint8Array, length: number): boolean {
  if (input.length < 9 || input[0] !== 0x28 || input[1] !== 0xb5 || input[2] !== 0x2f || input[3] !== 0xfd) return false;
  const flags = input[4] as number;
  const isSingle = (flags >> 5) & 1;
  const sizeBytes = flags >> 6 === 0 ? isSingle : 1 << (flags >> 6);
  const at = 6 - isSingle + ([0, 1, 2, 4][flags & 3] as number);
  let size = sizeBytes === 2 ? 256 : 0;
  for (let i = 0; i < sizeBytes; i += 1) size += (input[at + i] ?? 0) * 2 ** (8 * i);
  return sizeBytes > 0 && size === length && frameEnd(input, at + sizeBytes, (flags >> 2) & 1) === input.length;
}

function frameEnd(input: Uint8Array, start: number, hasChecksum: number): number {
  for (let at = start; at + 3 <= input.length; ) {
    const head = (input[at] as number) | ((input[at + 1] as number) << 8) | ((input[at + 2] as number) << 16);
    const isRepeat = ((head >> 1) & 3) === 1;
    at += 3 + (isRepeat ? 1 : head >> 3);
    if ((head & 1) === 1) return at + hasChecksum * 4;
  }
  return -1;
}
