/** Below this many bytes a loop is faster than a call of the engine. */
const FEW = 32;

/** Writes `length` bytes at `used`: those that stand `distance` before it, again and again where that is less. */
export function repeatBytes(bytes: Uint8Array, used: number, distance: number, length: number): void {
  if (length < FEW || distance < FEW) {
    for (let i = used; i < used + length; i += 1) bytes[i] = bytes[i - distance] as number;
    return;
  }
  for (let done = 0; done < length; done += distance) {
    bytes.copyWithin(used + done, used + done - distance, used + Math.min(length, done + distance) - distance);
  }
}
