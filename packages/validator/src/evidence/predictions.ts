import {
  ABSENT,
  createRecordParser,
  createTape,
  Kind,
  kindOf,
  loadTape,
  type RawBatch,
  type Tape,
  wasmMemory,
} from '@jatdae/kernel';
import { detectForm, openEntry, type ReadLimits, type TreeEntry } from '@jatdae/readers';
import type { Experiment, Place } from '@jatdae/schema';
import { isLost } from '../scan/lost.js';
import { createFieldFinder } from '../scan/mapping.js';
import { parseFieldPath } from '../scan/path.js';

/** Predictions as nodes of a tape; valid until the next batch is asked for. */
export interface PredictionBatch {
  readonly tape: Tape;
  readonly size: number;
  /** ABSENT where the record is none */
  readonly root: Int32Array;
  /** ABSENT where there is none, or null */
  readonly id: Int32Array;
  readonly prediction: Int32Array;
  /** of what an id counts with, where ids are not unique in the deliverable */
  readonly subMetric: Int32Array;
  place(i: number): Place;
  /** of a record that is none, why, as a word of E005 */
  reason(i: number): string;
}

/** Why a file was not read to its end, as a word of E005; null where it was. */
export type EarlyEnd = 'no-format' | 'damaged' | 'lost' | null;

export type PredictionReader = (file: TreeEntry, signal: AbortSignal) => AsyncGenerator<PredictionBatch, EarlyEnd, void>;

/** Reads the files of an experiment, whatever their format. One at a time is read. */
export function createPredictionReader(root: string, { predictions }: Experiment, limits: ReadLimits): PredictionReader {
  const tape = createTape(undefined, wasmMemory() ?? undefined);
  const parser = createRecordParser(tape.memory);
  const named = typeof predictions === 'object' ? (predictions.fields ?? {}) : {};
  const paths = {
    id: parseFieldPath(named.id ?? 'id'),
    prediction: parseFieldPath(named.prediction ?? 'prediction'),
    subMetric: parseFieldPath('subMetric'),
  };
  const finder = createFieldFinder(Object.values(paths));
  let columns = createColumns(1024);

  function batchOf(raw: RawBatch, path: string): PredictionBatch {
    const { size, start, end } = raw;
    if (size > columns.root.length) columns = createColumns(size * 2);
    const { root, id, prediction, subMetric, flags } = columns;
    loadTape(
      tape,
      raw.bytes.subarray(
        0,
        end.subarray(0, size).reduce((most, each) => Math.max(most, each), 0),
      ),
    );
    parser.parse(tape, { size, start, end }, limits.depth, root, flags);
    for (let i = 0; i < size; i++) {
      id[i] = ABSENT;
      prediction[i] = ABSENT;
      subMetric[i] = ABSENT;
      if ((root[i] as number) < 0) continue;
      if (kindOf(tape, root[i] as number) !== Kind.Object) {
        root[i] = ABSENT;
        continue;
      }
      finder.enter(tape, root[i] as number);
      id[i] = finder.node(paths.id);
      prediction[i] = finder.node(paths.prediction);
      subMetric[i] = finder.node(paths.subMetric);
    }
    return {
      tape,
      size,
      root,
      id,
      prediction,
      subMetric,
      place: (i) => placeOf(raw, path, i),
      reason: (i) => reasonOf(raw, i),
    };
  }

  return async function* (file, signal) {
    try {
      const source = await openEntry(root, file);
      try {
        const { reader, compression } = await detectForm(source, file.path, {});
        if (reader === null) return 'no-format';
        const options = { limits, at: null, csv: {}, compression, canary: null };
        const batches = reader.read({ source, start: 0, end: source.size }, options, signal);
        for (;;) {
          const step = await batches.next();
          if (step.done === true) return step.value.damage === null || step.value.damage.told ? null : 'damaged';
          yield batchOf(step.value, file.path);
        }
      } finally {
        await source.close();
      }
    } catch (error) {
      if (signal.aborted || !isLost(error)) throw error;
      return 'lost';
    }
  };
}

function reasonOf({ faults }: RawBatch, i: number): string {
  const code = faults.find(({ record }) => record === i)?.code;
  return code === 'F006' ? 'over-limit' : code === 'F001' ? 'undecodable' : 'malformed';
}

const createColumns = (size: number) => ({
  root: new Int32Array(size),
  id: new Int32Array(size),
  prediction: new Int32Array(size),
  subMetric: new Int32Array(size),
  flags: new Uint16Array(size),
});

function placeOf({ record, line, byte }: RawBatch, path: string, i: number): Place {
  const at = line[i] as number;
  return {
    path,
    record: (record[i] as number) + 1,
    line: at === ABSENT ? null : at + 1,
    byte: byte[i] === ABSENT ? null : (byte[i] as number),
    pointer: null,
    column: null,
  };
}
