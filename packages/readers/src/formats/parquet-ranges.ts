import { allocate, type ByteMemory } from '@jatdae/kernel';

/** Bytes of the kernel's memory. */
export interface Range {
  at: number;
  room: number;
}

export const range = (): Range => ({ at: 0, room: 0 });

/** Room for so many bytes, elsewhere where there is too little: the first `used` go along. */
export function makeRoom(memory: ByteMemory, into: Range, used: number, size: number): void {
  if (size <= into.room) return;
  const room = Math.max(size, into.room * 2);
  const at = allocate(memory, room);
  memory.copy(into.at, used, at);
  into.at = at;
  into.room = room;
}

/** Copies numbers to a range; gives its address, 0 where there are none. */
export function keep(memory: ByteMemory, into: Range, numbers: Uint8Array | Uint32Array | null): number {
  if (numbers === null) return 0;
  makeRoom(memory, into, 0, numbers.byteLength);
  new Uint8Array(memory.buffer, into.at, numbers.byteLength).set(
    new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
  );
  return into.at;
}
