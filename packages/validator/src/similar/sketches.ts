import {
  anchorShape,
  type ByteMemory,
  createItemSketcher,
  createSketcher,
  fingerprint,
  type ItemBatch,
  type ItemSketcher,
  type ItemSketchShape,
  takeSketchRoom,
} from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import type { LogRoom } from '../scan/log-room.js';
import { type MediaDigests, mediaDigests, writeMedia } from '../scan/prints.js';
import { wideFrom } from './containment.js';
import { similarSettings } from './settings.js';
import { createRowSketcher, type RowSketcher } from './sketch-row.js';
import { appendRows, createSplitLog, type NearLog, takeLog } from './split-log.js';

/**
 * Texts shorter than `jamo` are compared letter by letter, for a syllable that changes is too large a part of them. Near texts are no
 * longer than this many times each other, so that those below this length, which may meet both shorter and longer ones, have a sketch of each kind.
 */
export const jamoUpTo = (jamo: number, jaccard: number): number => jamo / jaccard;

export interface SketchWriter {
  /** Notes the sketches and the anchors of a batch's items. */
  write(batch: ItemBatch, firstRow: number): void;
  /** What was noted since the last call. */
  take(): NearLog;
}

/** Null where no rule asks for near items. The kernel sketches what it can by bytes; the rest, or all without it, is sketched row by row. */
export function createSketchWriter(plan: Plan, room: LogRoom): SketchWriter | null {
  const settings = similarSettings(plan);
  if (settings === null) return null;
  const { least, jamo, within, across } = settings;
  const shape: ItemSketchShape = {
    sketch: settings.shape,
    anchors: anchorShape(least, settings.shape.n),
    least,
    jamo,
    jamoTo: Math.ceil(jamoUpTo(jamo, Math.min(within ?? 1, across ?? 1))),
    wideFrom: wideFrom(least),
  };
  const digests = mediaDigests(plan);
  const print = new Int32Array(4);
  const log = createSplitLog(settings.shape.bands);
  let known: Tools | null = null;

  return {
    write(batch, firstRow) {
      known ??= createTools(batch.tape.memory, shape, plan.fast);
      const { sketchRow, items } = known;
      const mediaOf = (i: number): number => mediaWord(batch, i, digests, print);
      const takeRow = (i: number): void => sketchRow(batch, i, firstRow + i, mediaOf(i), log);
      if (items === null) {
        for (let i = 0; i < batch.size; i++) takeRow(i);
        return;
      }
      items.sketch(batch, firstRow, {
        taken: () => log.lengths.length,
        take: (rows) => appendRows(log, rows, batch, (row) => mediaOf(row - firstRow)),
        takeRow,
      });
    },
    take: () => takeLog(log, room),
  };
}

interface Tools {
  readonly sketchRow: RowSketcher;
  /** null: every row is sketched by itself */
  readonly items: ItemSketcher | null;
}

function createTools(memory: ByteMemory, shape: ItemSketchShape, fast: boolean): Tools {
  const room = takeSketchRoom(memory);
  const sketchRow = createRowSketcher(createSketcher(memory, shape.sketch, room), shape);
  return { sketchRow, items: fast ? createItemSketcher(memory, room, shape) : null };
}

/** Equal for the same media; 0 where there is none. */
function mediaWord(batch: ItemBatch, i: number, digests: MediaDigests, print: Int32Array): number {
  if (batch.mediaStart[i] === batch.mediaStart[i + 1]) return 0;
  const { sink } = batch.tape;
  sink.length = 0;
  writeMedia(batch, i, sink, digests);
  fingerprint(sink, print);
  return (print[0] as number) | 1;
}
