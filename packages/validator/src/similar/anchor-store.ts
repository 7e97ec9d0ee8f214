import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ANCHOR_HEAD, type AnchorPiece, type AnchorReader, boundsOf, joinPieces } from './anchor-pieces.js';
import { PARTS } from './containment.js';
import { createIntFile, type IntFile, type IntFilePlace, openIntFile, placeOfFile } from './int-file.js';
import { openStoredAnchors, type StoredAnchors } from './stored-anchors.js';

/** Holds the anchors of all items by partition, in memory up to a budget and on disk past it: 4 bytes for each. */
export interface AnchorStore {
  /** Takes the anchors of the next split in plan order, by partition (`dealAnchors`). @param before sketches of all splits before it */
  append(dealt: Int32Array, before: number): void;
  /** After the last `append`. */
  share(): AnchorData;
  close(): void;
}

/** Anchors as data that each thread of this machine may open. */
export interface AnchorData {
  readonly file: IntFilePlace | null;
  /** null: they are in the file and the runs */
  readonly stored: StoredAnchors | null;
  readonly runs: readonly Run[];
}

/** Anchors of splits that follow each other, by partition. */
interface Run {
  /** in shared memory; null where they are in the file */
  readonly ints: Int32Array | null;
  /** where each partition begins, and where the last one ends */
  readonly bounds: Float64Array;
}

/** @param giveBack told of logs that are no longer held */
export function createAnchorStore(budgetBytes: number, tempDir: string, giveBack: (log: Int32Array) => void): AnchorStore {
  let pieces: AnchorPiece[] = [];
  let held = 0;
  let folder: string | null = null;
  let file: IntFile | null = null;
  const runs: Run[] = [];

  function letGo(): void {
    for (const { dealt } of pieces) giveBack(dealt);
    pieces = [];
    held = 0;
  }

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-anchors-'));
    file ??= createIntFile(join(folder, 'anchors'));
    const bounds = boundsOf(pieces);
    const ints = new Int32Array(bounds[PARTS] as number);
    joinPieces(pieces, ints);
    const start = file.length;
    file.append(ints);
    runs.push({ ints: null, bounds: bounds.map((bound) => bound + start) });
    letGo();
  }

  return {
    append(dealt, before) {
      if (dealt.length <= PARTS + 1) {
        giveBack(dealt);
        return;
      }
      pieces.push({ dealt, before });
      held += dealt.byteLength;
      if (held > budgetBytes) spill();
    },
    share() {
      if (file !== null && pieces.length > 0) spill();
      if (file !== null) return { file: placeOfFile(file), runs, stored: null };
      const bounds = boundsOf(pieces);
      const ints = new Int32Array(new SharedArrayBuffer((bounds[PARTS] as number) * 4));
      joinPieces(pieces, ints);
      letGo();
      return { file: null, runs: [{ ints, bounds }], stored: null };
    },
    close() {
      pieces = [];
      file?.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

export function openAnchors({ file, runs, stored }: AnchorData): AnchorReader {
  if (stored !== null) return openStoredAnchors(stored);
  const opened = file === null ? null : openIntFile(file);
  let room = new Int32Array(0);

  function wordsOf({ ints, bounds }: Run, part: number): Int32Array {
    const [from, to] = [bounds[part] as number, bounds[part + 1] as number];
    if (ints !== null) return ints.subarray(from, to);
    if (room.length < to - from) room = new Int32Array(Math.ceil((to - from) * 1.25));
    const out = room.subarray(0, to - from);
    opened?.read(from, out);
    return out;
  }

  return {
    *pieces(part) {
      for (const run of runs) {
        const ints = wordsOf(run, part);
        for (let at = 0; at < ints.length; ) {
          const end = at + ANCHOR_HEAD + (ints[at + 1] as number);
          yield { words: ints.subarray(at + ANCHOR_HEAD, end), before: ints[at] as number };
          at = end;
        }
      }
    },
    close: () => opened?.close(),
  };
}
