import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** A file of integers, as data: whoever has it may open it. */
export interface IntFilePlace {
  readonly path: string;
  readonly length: number;
}

/** Integers that were put aside on the disk, one behind the other. */
export interface IntReader extends IntFilePlace {
  /** Fills `out` with what begins at the integer `at`. */
  read(at: number, out: Int32Array): void;
  close(): void;
}

export interface IntFile extends IntReader {
  append(ints: Int32Array): void;
}

export const placeOfFile = ({ path, length }: IntFilePlace): IntFilePlace => ({ path, length });

export function openIntFile({ path, length }: IntFilePlace): IntReader {
  const handle = openSync(path, 'r');
  return { path, length, read: (at, out) => readAt(path, handle, at, out), close: () => closeSync(handle) };
}

export function createIntFile(path: string): IntFile {
  let length = 0;
  let handle: number | null = null;
  return {
    path,
    get length() {
      return length;
    },
    append(ints) {
      handle ??= openSync(path, 'w+');
      const bytes = bytesOf(ints);
      for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done, bytes.length - done, length * 4 + done);
      length += ints.length;
    },
    read: (at, out) => readAt(path, handle, at, out),
    close() {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

function readAt(path: string, handle: number | null, at: number, out: Int32Array): void {
  const bytes = bytesOf(out);
  for (let done = 0; done < bytes.length; ) {
    const count = handle === null ? 0 : readSync(handle, bytes, done, bytes.length - done, at * 4 + done);
    if (count === 0) throw new RangeError(`${path} is shorter than what was written to it`);
    done += count;
  }
}

const bytesOf = (ints: Int32Array): Uint8Array => new Uint8Array(ints.buffer, ints.byteOffset, ints.byteLength);
