import { crc32 } from 'node:zlib';
import type { SplitLogs, StoredLogs } from '../scan/scanned-run.js';
import { bytesOf } from '../shuffle/write-whole.js';
import { createRunFiles, LostLogs, restOf, type StoredNear } from './stored-near.js';

/**
 * What stands last in the file of a run, for whoever merges, in integers: the CRC-32 of the lengths, and of what is told of the keys; of each split, how many integers
 * its keys take; the lengths of the texts of all sketches, two to an integer; the keys.
 */
const REST_HEAD = 2;

type Kept = Pick<SplitLogs, 'near' | 'keys'>;

export function joinRest(logs: readonly Kept[]): Int32Array[] {
  const sketches = logs.reduce((sum, { near }) => sum + near.lengths.length, 0);
  const lengths = new Int32Array(intsOf(sketches));
  const units = new Uint16Array(lengths.buffer);
  let at = 0;
  for (const { near } of logs) {
    units.set(near.lengths, at);
    at += near.lengths.length;
  }
  const sizes = Int32Array.from(logs, ({ keys }) => keys.length);
  const keys = logs.map((log) => log.keys);
  const check = [sizes, ...keys].reduce((sum, ints) => crc32(bytesOf(ints), sum), 0);
  return [Int32Array.of(crc32(bytesOf(lengths)), check), sizes, lengths, ...keys];
}

/** Two lengths stand in an integer. */
const intsOf = (sketches: number): number => (sketches + 1) >> 1;

/**
 * Lengths of the texts of all sketches of these runs, in shared memory.
 * @throws LostLogs
 */
export function readLengths(stored: StoredNear): Uint16Array {
  const { runs, sketches } = stored;
  const all = new Uint16Array(new SharedArrayBuffer(sketches.reduce((sum, count) => sum + count, 0) * 2));
  const files = createRunFiles(stored);
  try {
    let at = 0;
    sketches.forEach((count, run) => {
      const { path, head: ownHead, read } = files.open(run);
      const rest = restOf(ownHead);
      const [head, ints] = [new Int32Array(REST_HEAD), new Int32Array(intsOf(count))];
      read(rest, head);
      read(rest + REST_HEAD + (runs[run * 2 + 1] as number), ints);
      if (crc32(bytesOf(ints)) !== (head[0] as number) >>> 0) throw new LostLogs(path);
      all.set(new Uint16Array(ints.buffer, 0, count), at);
      at += count;
    });
  } finally {
    files.close();
  }
  return all;
}

/**
 * Keys of each split of a run.
 * @throws LostLogs
 */
export function readKeys(folder: string, { first, count, sketches }: StoredLogs): Int32Array[] {
  const files = createRunFiles({ folder, runs: Int32Array.of(first, count), sketches: Int32Array.of(sketches) });
  try {
    const { path, head: ownHead, size, read } = files.open(0);
    const rest = restOf(ownHead);
    const head = new Int32Array(REST_HEAD + count);
    read(rest, head);
    const sizes = head.subarray(REST_HEAD);
    const start = rest + REST_HEAD + count + intsOf(sketches);
    if (sizes.reduce((sum, ints) => sum + ints, start) * 4 !== size) throw new LostLogs(path);
    let at = start;
    let check = crc32(bytesOf(sizes));
    const keys: Int32Array[] = [];
    for (const ints of sizes) {
      const own = new Int32Array(ints);
      read(at, own);
      check = crc32(bytesOf(own), check);
      keys.push(own);
      at += ints;
    }
    if (check !== (head[1] as number) >>> 0) throw new LostLogs(path);
    return keys;
  } finally {
    files.close();
  }
}
