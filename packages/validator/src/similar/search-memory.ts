import { type ByteMemory, plainMemory, wasmMemory } from '@jatdae/kernel';

/** Gives the memory in which a part of the search works, until the next part does: WebAssembly where there is enough to look at that it pays. */
export type SearchMemory = (isLarge: boolean) => ByteMemory;

/** Of one thread, which takes the memory again for each part. */
export function createSearchMemory(): SearchMemory {
  let kept: { readonly memory: ByteMemory; readonly bottom: number } | null = null;
  return (isLarge) => {
    if (!isLarge) return plainMemory();
    if (kept === null) {
      const memory = wasmMemory();
      if (memory === null) return plainMemory();
      kept = { memory, bottom: memory.top };
    }
    const { memory, bottom } = kept;
    memory.top = bottom;
    memory.onReplaced.length = 0;
    return memory;
  };
}
