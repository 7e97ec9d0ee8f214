import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { plainRoom } from '../scan/log-room.js';
import { bytesOf, writeWhole } from '../shuffle/write-whole.js';
import { dealAnchors } from './anchor-log.js';
import { ANCHOR_HEAD, type AnchorReader, joinAnchors } from './anchor-pieces.js';
import { PARTS, type Tier } from './containment.js';
import { ranges } from './ranges.js';
import { createRunFiles, LostLogs, Near, type OpenRun, oneAtATime, openFile, type StoredNear, startsOf } from './stored-near.js';

export interface StoredAnchors extends StoredNear {
  readonly tier: Tier;
}

/** The narrow anchors of runs, to be dealt by partition, as data. Only where some text is short anybody needs them. */
export interface DealWork {
  readonly kind: 'deal';
  readonly stored: StoredNear;
}

export interface Dealt {
  readonly kind: 'dealt';
}

/** Before each split's narrow anchors in the file of a run: sketches before it, and how many integers follow. */
const RAW_HEAD = 2;
/** Of a file of dealt anchors: where each partition begins, and the last one ends; then the CRC-32 of these. */
const DEALT_HEAD = PARTS + 2;

const nameOfDealt = ({ runs }: StoredNear, run: number): string => `narrow-${runs[run * 2]}-${runs[run * 2 + 1]}`;
const checkOf = (head: Int32Array): number => crc32(bytesOf(head.subarray(0, PARTS + 1))) | 0;

/** Runs whose anchors are one piece of work at the most: what is asked of a worker costs the one who asks as much as a run takes. */
const MOST_RUNS = 16;

/** All runs as so many pieces of work, or more. */
export function dealing({ folder, runs, sketches }: StoredNear, parts: number): DealWork[] {
  const pieces = ranges(sketches.length, Math.max(parts, Math.ceil(sketches.length / MOST_RUNS)));
  return pieces.map(({ from, to }) => ({
    kind: 'deal',
    stored: { folder, runs: runs.slice(from * 2, to * 2), sketches: sketches.slice(from, to) },
  }));
}

/**
 * Puts the narrow anchors of runs beside their files, by partition. Who does it again writes the same.
 * @throws LostLogs where what a scan left is not there as it was written
 */
export function dealStored({ stored }: DealWork): Dealt {
  const files = createRunFiles(stored);
  try {
    for (let run = 0; run < stored.sketches.length; run++) {
      const { ints, bounds } = joinAnchors(rawPieces(files.open(run)), plainRoom);
      const head = new Int32Array(DEALT_HEAD);
      head.set(bounds);
      head[PARTS + 1] = checkOf(head);
      writeWhole(join(stored.folder, nameOfDealt(stored, run)), [head, ints]);
    }
  } finally {
    files.close();
  }
  return { kind: 'dealt' };
}

function rawPieces({ path, head, read }: OpenRun): { readonly dealt: Int32Array; readonly before: number }[] {
  const all = new Int32Array(head[Near.NarrowLength] as number);
  read(head[Near.Narrow] as number, all);
  const pieces = [];
  for (let at = 0; at < all.length; ) {
    const from = at + RAW_HEAD;
    const length = all[at + 1] as number;
    if (!(length > 0 && from + length <= all.length)) throw new LostLogs(path);
    pieces.push({
      dealt: dealAnchors({ ints: all.subarray(from, from + length), length }, plainRoom),
      before: all[at] as number,
    });
    at = from + length;
  }
  return pieces;
}

/** A run's anchors by partition. */
interface DealtRun extends Pick<OpenRun, 'path' | 'read'> {
  /** where in the file the first partition begins; the others are counted from there */
  readonly start: number;
  readonly bounds: Int32Array;
}

/** @throws LostLogs at a piece that is not there as it was written */
export function openStoredAnchors(stored: StoredAnchors): AnchorReader {
  const starts = startsOf(stored.sketches);
  const files = stored.tier === 'wide' ? wideFiles(stored) : narrowFiles(stored);
  let room = new Int32Array(0);

  return {
    *pieces(part) {
      for (let run = 0; run < stored.sketches.length; run++) {
        const { path, read, start, bounds } = files.open(run);
        const from = bounds[part] as number;
        const words = (bounds[part + 1] as number) - from;
        if (words === 0) continue;
        if (room.length < words) room = new Int32Array(Math.ceil(words * 1.25));
        const ints = room.subarray(0, words);
        read(start + from, ints);
        for (let at = 0; at < words; ) {
          const end = at + ANCHOR_HEAD + (ints[at + 1] as number);
          if (!(end > at && end <= words)) throw new LostLogs(path);
          yield { words: ints.subarray(at + ANCHOR_HEAD, end), before: (starts[run] as number) + (ints[at] as number) };
          at = end;
        }
      }
    },
    close: files.close,
  };
}

interface DealtFiles {
  open(run: number): DealtRun;
  close(): void;
}

function wideFiles(stored: StoredNear): DealtFiles {
  const files = createRunFiles(stored);
  return {
    open(run) {
      const { path, read, head } = files.open(run);
      return { path, read, start: head[Near.Wide] as number, bounds: head.subarray(Near.WideBounds) };
    },
    close: files.close,
  };
}

const narrowFiles = (stored: StoredNear): DealtFiles =>
  oneAtATime((run) => {
    const isWhole = (head: Int32Array): boolean => head[PARTS + 1] === checkOf(head);
    const { handle, opened } = openFile(join(stored.folder, nameOfDealt(stored, run)), DEALT_HEAD, isWhole);
    return { handle, opened: { path: opened.path, read: opened.read, start: DEALT_HEAD, bounds: opened.head } };
  });
