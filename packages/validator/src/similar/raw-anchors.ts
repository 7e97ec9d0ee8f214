import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { plainRoom } from '../scan/log-room.js';
import { dealAnchors } from './anchor-log.js';
import type { AnchorStore } from './anchor-store.js';
import { createIntFile, type IntFile } from './int-file.js';

/** Holds the anchors of all items as scans left them, in memory up to a budget and on disk past it, until they are needed: often they are not. */
export interface RawAnchors {
  /** Takes the log of the next split in plan order. @param before sketches of all splits before it */
  append(log: Int32Array, before: number): void;
  /** Hands over all of them. */
  dealInto(store: AnchorStore): void;
  close(): void;
}

interface Piece {
  /** null where it is on the disk */
  ints: Int32Array | null;
  readonly length: number;
  readonly before: number;
}

/** @param giveBack told of logs that are no longer held */
export function createRawAnchors(budgetBytes: number, tempDir: string, giveBack: (log: Int32Array) => void): RawAnchors {
  const pieces: Piece[] = [];
  let held = 0;
  let folder: string | null = null;
  let file: IntFile | null = null;

  function spill(): void {
    folder ??= mkdtempSync(join(tempDir, 'jatdae-anchors-'));
    file ??= createIntFile(join(folder, 'raw'));
    for (const piece of pieces) {
      if (piece.ints === null) continue;
      file.append(piece.ints);
      giveBack(piece.ints);
      piece.ints = null;
    }
    held = 0;
  }

  function close(): void {
    pieces.length = 0;
    file?.close();
    file = null;
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    folder = null;
  }

  return {
    append(log, before) {
      if (log.length === 0) return;
      pieces.push({ ints: log, length: log.length, before });
      held += log.byteLength;
      if (held > budgetBytes) spill();
    },
    dealInto(store) {
      let at = 0;
      let room = new Int32Array(0);
      for (const { ints, length, before } of pieces) {
        if (room.length < length) room = new Int32Array(Math.ceil(length * 1.25));
        if (ints === null) file?.read(at, room.subarray(0, length));
        store.append(dealAnchors({ ints: ints ?? room, length }, plainRoom), before);
        if (ints !== null) giveBack(ints);
        at += length;
      }
      close();
    },
    close,
  };
}
