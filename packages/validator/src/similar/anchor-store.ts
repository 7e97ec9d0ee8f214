import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type PartAnchors, unpackAnchors } from './anchor-log.js';
import { PARTS } from './containment.js';
import { createIntFile, type IntFile, type IntFilePlace, openIntFile, placeOfFile } from './int-file.js';

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
  readonly runs: readonly Run[];
}

/** Anchors of splits that follow each other, by partition. */
interface Run {
  /** in shared memory; null where they are in the file */
  readonly ints: Int32Array | null;
  /** where each partition begins, and where the last one ends */
  readonly bounds: Float64Array;
}

export interface AnchorReader {
  /** All anchors of a partition; good until the next call. */
  read(part: number): PartAnchors;
  close(): void;
}

interface Piece {
  readonly dealt: Int32Array;
  readonly before: number;
}

/** Before each split's words in a run: sketches before it, and how many words follow. */
const HEAD = 2;

export function createAnchorStore(budgetBytes: number, tempDir: string): AnchorStore {
  let pieces: Piece[] = [];
  let held = 0;
  let folder: string | null = null;
  let file: IntFile | null = null;
  const runs: Run[] = [];

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-anchors-'));
    file ??= createIntFile(join(folder, 'anchors'));
    const bounds = boundsOf(pieces);
    const ints = new Int32Array(bounds[PARTS] as number);
    joinPieces(pieces, ints);
    const start = file.length;
    file.append(ints);
    runs.push({ ints: null, bounds: bounds.map((bound) => bound + start) });
    pieces = [];
    held = 0;
  }

  return {
    append(dealt, before) {
      if (dealt.length <= PARTS + 1) return;
      pieces.push({ dealt, before });
      held += dealt.byteLength;
      if (held > budgetBytes) spill();
    },
    share() {
      if (file !== null && pieces.length > 0) spill();
      if (file !== null) return { file: placeOfFile(file), runs };
      const bounds = boundsOf(pieces);
      const ints = new Int32Array(new SharedArrayBuffer((bounds[PARTS] as number) * 4));
      joinPieces(pieces, ints);
      pieces = [];
      return { file: null, runs: [{ ints, bounds }] };
    },
    close() {
      pieces = [];
      file?.close();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
      folder = null;
    },
  };
}

const wordsOf = ({ dealt }: Piece, part: number): number => (dealt[part + 1] as number) - (dealt[part] as number);

function boundsOf(pieces: readonly Piece[]): Float64Array {
  const bounds = new Float64Array(PARTS + 1);
  for (let part = 0; part < PARTS; part++) {
    let length = 0;
    for (const piece of pieces) {
      const words = wordsOf(piece, part);
      if (words > 0) length += HEAD + words;
    }
    bounds[part + 1] = (bounds[part] as number) + length;
  }
  return bounds;
}

function joinPieces(pieces: readonly Piece[], into: Int32Array): void {
  let at = 0;
  for (let part = 0; part < PARTS; part++) {
    for (const piece of pieces) {
      const words = wordsOf(piece, part);
      if (words === 0) continue;
      const from = PARTS + 1 + (piece.dealt[part] as number);
      into[at] = piece.before;
      into[at + 1] = words;
      into.set(piece.dealt.subarray(from, from + words), at + HEAD);
      at += HEAD + words;
    }
  }
}

export function openAnchors({ file, runs }: AnchorData): AnchorReader {
  const opened = file === null ? null : openIntFile(file);
  const found: PartAnchors = { size: 0, slots: new Int32Array(0), places: new Int32Array(0) };
  let room = new Int32Array(0);

  function piecesOf({ ints, bounds }: Run, part: number): Int32Array {
    const [from, to] = [bounds[part] as number, bounds[part + 1] as number];
    if (ints !== null) return ints.subarray(from, to);
    if (room.length < to - from) room = new Int32Array(Math.ceil((to - from) * 1.25));
    const out = room.subarray(0, to - from);
    opened?.read(from, out);
    return out;
  }

  return {
    read(part) {
      const most = runs.reduce((sum, { bounds }) => sum + (bounds[part + 1] as number) - (bounds[part] as number), 0);
      if (found.slots.length < most) {
        found.slots = new Int32Array(Math.ceil(most * 1.25));
        found.places = new Int32Array(found.slots.length);
      }
      found.size = 0;
      for (const run of runs) {
        const ints = piecesOf(run, part);
        for (let at = 0; at < ints.length; ) {
          const end = at + HEAD + (ints[at + 1] as number);
          unpackAnchors(ints, at + HEAD, end, ints[at] as number, found);
          at = end;
        }
      }
      return found;
    },
    close: () => opened?.close(),
  };
}
