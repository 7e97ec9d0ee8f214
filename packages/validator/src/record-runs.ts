import {
  appendCanonical,
  ITEM_FIELDS,
  ITEM_STRIDE,
  type ItemBatch,
  type ItemField,
  Kind,
  kindOf,
  type PartFacts,
  type RawBatch,
  type Side,
  type Tape,
  textOf,
} from '@jatdae/kernel';
import type { Compression } from '@jatdae/readers';
import { SIDES } from './asked-item.js';
import type { Plan } from './plan/plan.js';
import { isBlank } from './scan/choices.js';
import type { ItemReaders } from './scan/items.js';
import { isLost } from './scan/lost.js';
import { compileMapping, createFieldFinder, membersOf } from './scan/mapping.js';
import { type OpenPart, partsOf } from './scan/parts.js';
import { type FieldPath, parseFieldPath } from './scan/path.js';
import { createPrinter, createPrintLog, writeId } from './scan/prints.js';

/** Records of one file that follow each other, in the order of the plan: also those that are no items. Valid until the next run is asked for. */
export interface RecordRun {
  /** index in the manifest's resources */
  readonly resource: number;
  /** of the deliverable, as in findings */
  readonly path: string;
  /** how the file was read: a reader's id */
  readonly format: string;
  readonly compression: Compression;
  /** number of the first record in its file, from 1 */
  readonly first: number;
  readonly size: number;
  /** false where the record could not be parsed, or is no object */
  isItem(i: number): boolean;
  /** UTF-8 text of record i, a view: JSON, whatever its format is; the file's own bytes where that is JSON Lines; empty where it was lost */
  text(i: number): Uint8Array;
  /** the canonical text of an item's id, null where it has none */
  id(i: number): string | null;
  /** of an item; null where it is unknown */
  subMetric(i: number): string | null;
  side(i: number): 'public' | 'leaderboard' | 'unknown';
  /** the canonical text of what the k-th of the fields that were asked for holds, null where that is nothing */
  value(i: number, k: number): string | null;
  /** PRINT_WORDS integers for each record: a 128-bit print of what makes two items the same, zeros where there is nothing to compare */
  prints(): Int32Array;
}

export const PRINT_WORDS = 4;

/** A record, or a file from some place on, that was there and could not be read. */
export interface LostRecords {
  readonly path: string;
  /** null: of the file as a whole */
  readonly record: number | null;
}

export interface RunRequest {
  /** parts of an item by name, else paths into the raw record */
  readonly fields: readonly string[];
  /** false: texts may lack members that no field of the item stands in */
  readonly whole: boolean;
  readonly onLost: (lost: LostRecords) => void;
}

/** All records of a plan. */
export async function* recordRuns(
  plan: Plan,
  readers: ItemReaders,
  signal: AbortSignal,
  { fields, whole, onLost }: RunRequest,
): AsyncGenerator<RecordRun, void, void> {
  for (const { reader, files } of plan.resources) {
    if (reader === null) for (const file of files) onLost({ path: plan.files[file]?.path ?? '', record: null });
  }
  const print = createPrinter(plan);
  const paths = plan.manifest.resources.map((resource) => {
    const mapped = compileMapping(resource).fields;
    return fields.map((name) => (isItemField(name) ? mapped[name] : null) ?? parseFieldPath(name));
  });
  const before = new Map<number, number>();
  for (const split of plan.splits) {
    const reader = readers(split.resource);
    const own = paths[split.resource] ?? [];
    const columns = whole ? undefined : [...new Set([...reader.members, ...membersOf(own)])];
    const readValue = createValueReader(own);
    for await (const part of partsOf(plan, split, signal, { table: null }, columns)) {
      const path = plan.files[part.file]?.path ?? '';
      for await (const raw of untilLost(part, signal, () => onLost({ path, record: null }))) {
        const first = (before.get(part.file) ?? 0) + 1;
        const batch = await reader.read(raw, { split: split.index, file: part.file }, false);
        for (let i = 0; i < raw.size; i++) if (raw.start[i] === raw.end[i]) onLost({ path, record: first + i });
        yield runOf(plan, { raw, batch, path, part, first, readValue, print });
        before.set(part.file, first - 1 + raw.size);
      }
    }
  }
}

const isItemField = (name: string): name is ItemField => (ITEM_FIELDS as readonly string[]).includes(name);

/** The batches as far as they can be read; `lost` is called where that is not the end. */
async function* untilLost(part: OpenPart, signal: AbortSignal, lost: () => void): AsyncGenerator<RawBatch, void, void> {
  let facts: PartFacts | null = null;
  try {
    facts = yield* part.batches;
  } catch (error) {
    if (signal.aborted || !isLost(error)) throw error;
  }
  if (facts === null || facts.damage !== null) lost();
}

type ValueReader = (batch: ItemBatch, i: number, k: number) => string | null;

function createValueReader(paths: readonly FieldPath[]): ValueReader {
  const finder = createFieldFinder(paths);
  return ({ tape, root }, i, k) => {
    finder.enter(tape, root[i] as number);
    const node = finder.node(paths[k] as FieldPath);
    return node < 0 || isBlank(tape, node) ? null : canonicalOf(tape, node);
  };
}

function canonicalOf(tape: Tape, node: number): string {
  const kind = kindOf(tape, node);
  if (kind === Kind.Array || kind === Kind.Object) return textOf(tape, node);
  tape.sink.length = 0;
  appendCanonical(tape, node, tape.sink);
  return textOfSink(tape);
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const textOfSink = ({ sink }: Tape): string => decoder.decode(sink.bytes.subarray(0, sink.length));

interface Read {
  readonly raw: RawBatch;
  readonly batch: ItemBatch;
  readonly path: string;
  readonly part: OpenPart;
  readonly first: number;
  readonly readValue: ValueReader;
  readonly print: ReturnType<typeof createPrinter>;
}

function runOf(plan: Plan, { raw, batch, path, part, first, readValue, print }: Read): RecordRun {
  const { tape, root } = batch;
  return {
    resource: batch.resource,
    path,
    format: part.form?.reader ?? '',
    compression: part.form?.compression ?? 'none',
    first,
    size: raw.size,
    isItem: (i) => isItem(batch, i),
    text: (i) => raw.bytes.subarray(raw.start[i], raw.end[i]),
    id: (i) => ((root[i] as number) >= 0 && writeId(batch, i, 'deliverable', tape.sink) ? textOfSink(tape) : null),
    subMetric: (i) => plan.subMetrics[batch.subMetric[i] as number] ?? null,
    side: (i) => SIDES[batch.side[i] as Side],
    value: (i, k) => readValue(batch, i, k),
    prints() {
      const items = createPrintLog();
      print(batch, 0, createPrintLog(), items);
      const prints = new Int32Array(raw.size * PRINT_WORDS);
      for (let at = 0; at < items.length; at += ITEM_STRIDE) {
        const row = items.ints[at + PRINT_WORDS + 1] as number;
        prints.set(items.ints.subarray(at, at + PRINT_WORDS), row * PRINT_WORDS);
      }
      return prints;
    },
  };
}

/** Whether a row holds an object. */
export const isItem = ({ root, tape }: ItemBatch, i: number): boolean =>
  (root[i] as number) >= 0 && kindOf(tape, root[i] as number) === Kind.Object;
