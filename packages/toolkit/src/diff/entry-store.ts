import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Entries of a fixed number of words, which are met again by a print: in memory up to a budget, past it on the disk. */
export interface EntryStore {
  /** `from`: where the entry begins in `words`; it is copied */
  add(words: Int32Array, from: number): void;
  /** Entries whose prints begin alike, all of them; the array is good until the next one. Empties the store. */
  parts(): Iterable<Int32Array>;
  close(): void;
}

/** A part is a range of the print's first byte. */
const PARTS = 256;
const LEAST_ENTRIES = 16;

/** @param stride words of an entry; @param printAt word at which the print begins that it is met by */
export function createEntryStore(stride: number, printAt: number, budgetBytes: number, temp: string): EntryStore {
  const parts = Array.from({ length: PARTS }, () => new Int32Array(0));
  const used = new Int32Array(PARTS);
  const spilled = new Uint8Array(PARTS);
  let held = 0;
  let folder: string | null = null;
  const fileOf = (within: string, p: number): string => join(within, `${p}.entries`);
  const bytesOf = (words: Int32Array): Uint8Array => new Uint8Array(words.buffer, words.byteOffset, words.byteLength);

  function grow(p: number): Int32Array {
    const before = parts[p] as Int32Array;
    const grown = new Int32Array(Math.max(LEAST_ENTRIES * stride, before.length * 2));
    grown.set(before);
    held += grown.byteLength - before.byteLength;
    parts[p] = grown;
    return grown;
  }

  function spill(): void {
    folder ??= mkdtempSync(join(temp, 'jatdae-diff-'));
    for (let p = 0; p < PARTS; p++) {
      const length = used[p] as number;
      if (length > 0) appendFileSync(fileOf(folder, p), bytesOf((parts[p] as Int32Array).subarray(0, length)));
      if (length > 0) spilled[p] = 1;
      parts[p] = new Int32Array(0);
    }
    used.fill(0);
    held = 0;
  }

  function partOf(p: number): Int32Array {
    const own = (parts[p] as Int32Array).subarray(0, used[p]);
    if (folder === null || spilled[p] === 0) return own;
    const bytes = readFileSync(fileOf(folder, p));
    const all = new Int32Array(bytes.length / 4 + own.length);
    bytesOf(all).set(bytes);
    all.set(own, bytes.length / 4);
    return all;
  }

  return {
    add(words, from) {
      const p = (words[from + printAt] as number) >>> 24;
      let at = used[p] as number;
      let part = parts[p] as Int32Array;
      if (at + stride > part.length) {
        if (held > budgetBytes) {
          spill();
          at = 0;
        }
        part = at + stride > (parts[p] as Int32Array).length ? grow(p) : (parts[p] as Int32Array);
      }
      for (let k = 0; k < stride; k++) part[at + k] = words[from + k] as number;
      used[p] = at + stride;
    },
    *parts() {
      for (let p = 0; p < PARTS; p++) {
        const part = partOf(p);
        parts[p] = new Int32Array(0);
        used[p] = 0;
        if (part.length > 0) yield part;
      }
    },
    close() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}
