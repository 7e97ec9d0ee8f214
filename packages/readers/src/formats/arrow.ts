import type { Damage, PartFacts, RawBatch } from '@jatdae/kernel';
import type { DataType, RecordBatch } from 'apache-arrow';
import { storedContent } from '../input/content.js';
import type { ByteSource, Part, Reader, ReadOptions } from '../reader.js';
import { registerCodecs } from './arrow-codecs.js';
import {
  type ArrowLibrary,
  type ArrowMessage,
  ArrowProblem,
  isArrowFile,
  isArrowStream,
  messagesOf,
  readBytes,
} from './arrow-messages.js';
import { structWriter } from './arrow-values.js';
import { createInserts, SMALL_FILE } from './inserts.js';
import {
  createInsertingSink,
  dropRecord,
  endRecord,
  factsOfRecords,
  type InsertingSink,
  isFull,
  takeBatches,
} from './record-sink.js';

/**
 * Arrow IPC: files, streams and Feather (version 2, which is an Arrow file), a row a record. A part owns the record batches whose first byte
 * lies in it; on the way to them only heads of messages are read, and dictionaries. Rows have no line and no byte.
 */
export function arrowReader(): Reader {
  return {
    id: 'arrow',
    extensions: ['arrow', 'feather', 'ipc', 'arrows'],
    splittable: true,
    sniff: (head) => isArrowFile(head) || isArrowStream(head),
    read: readArrow,
  };
}

/** A value that repeats takes next to no bytes: what is more than this is no data but a bomb. */
const ROWS_PER_BYTE = 200;
const FREE_ROWS = 1 << 20;

async function* readArrow(part: Part, options: ReadOptions, signal: AbortSignal): AsyncGenerator<RawBatch, PartFacts, void> {
  const sink = createInsertingSink(options, createInserts(part.source.size > SMALL_FILE));
  const content = await storedContent(part, options);
  if (content.damage !== null) return factsOfRecords(sink, 0, content.damage);
  const walk: Walk = { ...content, at: content.start, batches: [] };
  let damage: Damage | null = null;
  try {
    const arrow = await import('apache-arrow');
    await registerCodecs(arrow);
    for await (const batch of await arrow.RecordBatchReader.from(wantedMessages(arrow, walk, signal))) {
      checkLengths(arrow, batch, walk);
      yield* readBatch(arrow, batch, sink, signal);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    dropRecord(sink);
    damage = damageOf(error, walk);
  }
  yield* takeBatches(sink);
  return factsOfRecords(sink, damage === null ? part.end - part.start : 0, damage);
}

interface Walk {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
  /** where the batch that was read last begins */
  at: number;
  /** the batches that were read and are not handed over */
  readonly batches: ArrowMessage[];
}

/** The schema, the dictionaries on the way, and the part's batches: again a stream. */
async function* wantedMessages(arrow: ArrowLibrary, walk: Walk, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
  const { source, start, end } = walk;
  let first = -1;
  for await (const message of messagesOf(arrow, source)) {
    if (first < 0) first = message.at;
    signal.throwIfAborted();
    const isBatch = message.type === arrow.MessageHeader.RecordBatch;
    const isKnown =
      message.type === arrow.MessageHeader.DictionaryBatch ||
      (message.at === first && message.type === arrow.MessageHeader.Schema);
    if (!isBatch && !isKnown) throw new ArrowProblem('corrupt', message.at);
    if (isBatch && message.at >= end) return;
    if (isBatch && message.at < start) continue;
    if (isBatch) {
      walk.at = message.at;
      walk.batches.push(message);
      checkRows(message);
    }
    const bytes = message.bytes ?? (await readBytes(source, message.at, message.size));
    if (bytes.length < message.size) throw new ArrowProblem('truncated', message.at);
    yield bytes;
  }
}

function checkRows({ at, rows, size }: ArrowMessage): void {
  if (rows > FREE_ROWS && rows > size * ROWS_PER_BYTE) throw new ArrowProblem('expansion-ratio', at);
}

/** The library fills up columns that are shorter than the batch, and the batch where a column is longer. */
function checkLengths(arrow: ArrowLibrary, batch: RecordBatch, walk: Walk): void {
  const stored = walk.batches.shift();
  let node = 0;
  let isWhole = stored === undefined ? batch.numRows === 0 : batch.numRows === stored.rows;
  for (const { type } of batch.schema.fields) {
    isWhole &&= stored === undefined || stored.lengths[node] === stored.rows;
    node += nodesOf(arrow, type);
  }
  if (!isWhole) throw new ArrowProblem('corrupt', walk.at);
}

/** Columns that are stored for a column: itself and those inside it. */
function nodesOf(arrow: ArrowLibrary, type: DataType): number {
  if (arrow.DataType.isDictionary(type)) return 1;
  const inner: readonly { readonly type: DataType }[] = type.children ?? [];
  return inner.reduce((count, child) => count + nodesOf(arrow, child.type), 1);
}

/** Null where the damage lies in what another part reads. */
function damageOf(error: unknown, { source, start, end, at }: Walk): Damage | null {
  const known = error instanceof ArrowProblem;
  const byte = known && error.byte > 0 ? error.byte : at;
  const isOurs = byte >= start && (byte < end || end >= source.size);
  return isOurs ? { code: 'F005', byte, reason: known ? error.reason : 'corrupt', told: false } : null;
}

function* readBatch(
  arrow: ArrowLibrary,
  batch: RecordBatch,
  sink: InsertingSink,
  signal: AbortSignal,
): Generator<RawBatch, void, void> {
  const write = structWriter(arrow, batch.data);
  for (let i = 0; i < batch.numRows; i += 1) {
    write(sink, i);
    endRecord(sink);
    if (isFull(sink)) {
      yield* takeBatches(sink);
      signal.throwIfAborted();
    }
  }
}
