import type { Damage } from '@jatdae/kernel';
import type { ByteSource } from '../reader.js';

/** The content of a file in order, decompressed: plain, ranged and compressed input look the same to a format. */
export interface ByteStream {
  /** Fills `into` from its start with the next bytes; gives how many, 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /** bytes taken from the file so far, as stored */
  stored(): number;
  /** why the content ended early, if it did */
  damage(): Damage | null;
  close(): void;
}

/** Ends at the size that the source had when it was opened: what is added later is not read. */
export function plainStream(source: ByteSource, start: number): ByteStream {
  let at = start;
  return {
    async read(into) {
      const left = source.size - at;
      const count = left > 0 ? await source.read(into.subarray(0, Math.min(into.length, left)), at) : 0;
      at += count;
      return count;
    },
    stored: () => at - start,
    damage: () => source.damage?.() ?? null,
    close: () => undefined,
  };
}

/** `stream` with another way to read it: its functions named one by one, for a spread object is slow to make and there is one a file. */
export function readBy({ stored, damage, close }: ByteStream, read: ByteStream['read']): ByteStream {
  return { read, stored, damage, close };
}

/** The same stream with `head`, which was read ahead, put back in front. */
export function withHead(head: Uint8Array, stream: ByteStream): ByteStream {
  let left = head;
  return readBy(stream, async (into) => {
    if (left.length === 0) return stream.read(into);
    const count = Math.min(left.length, into.length);
    into.set(left.subarray(0, count));
    left = left.subarray(count);
    return count;
  });
}

/** The first `count` bytes of the stream. */
export function limited(stream: ByteStream, count: number): ByteStream {
  let left = count;
  return {
    ...stream,
    async read(into) {
      if (left <= 0) return 0;
      const got = await stream.read(into.subarray(0, Math.min(into.length, left)));
      left -= got;
      return got;
    },
  };
}

/** The same stream, telling `watch` of all that passes. */
export function watched(stream: ByteStream, watch: (bytes: Uint8Array) => void): ByteStream {
  return readBy(stream, async (into) => {
    const count = await stream.read(into);
    if (count > 0) watch(into.subarray(0, count));
    return count;
  });
}

/** Reads until `count` bytes are there or the stream ends. */
export async function readAhead(stream: ByteStream, count: number): Promise<Uint8Array> {
  const head = new Uint8Array(count);
  let filled = 0;
  while (filled < count) {
    const got = await stream.read(head.subarray(filled));
    if (got === 0) break;
    filled += got;
  }
  return head.subarray(0, filled);
}
