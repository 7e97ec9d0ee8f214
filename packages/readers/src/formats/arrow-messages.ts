import type { MessageHeader, Schema } from 'apache-arrow';
import type { FileBlock } from 'apache-arrow/ipc/metadata/file';
import type { ByteSource } from '../reader.js';
import { checkFooterCounts, checkMessageCounts } from './arrow-counts.js';

/** What is wrong with an Arrow file, and at which byte. */
export class ArrowProblem extends Error {
  constructor(
    readonly reason: 'corrupt' | 'truncated' | 'expansion-ratio' | 'unsupported',
    readonly byte: number,
  ) {
    super(reason);
    this.name = 'ArrowProblem';
  }
}

/** A message of the IPC format: bytes [at, at + size) of the content. */
export interface ArrowMessage {
  readonly at: number;
  readonly size: number;
  readonly type: MessageHeader;
  /** rows of a record batch; 0 of others */
  readonly rows: number;
  /** of a record batch: values that each of its columns has, those in columns behind the column itself */
  readonly lengths: readonly number[];
  /** all of it, where it is not in the content as such */
  readonly bytes: Uint8Array | null;
}

export type ArrowLibrary = typeof import('apache-arrow');

const MAGIC = 'ARROW1';
/** The magic and its padding before the first message of a file. */
const FILE_HEAD = 8;
/** The mark of a stream's end, or what stands behind it: less than any message takes. */
const STREAM_END_BYTES = 16;
/** What may stand between messages: they begin at multiples of 8 or of 64. */
const PADDING = 64;
/** Behind the footer: its length and the magic. */
const FILE_TAIL = 10;

export function isArrowFile(head: Uint8Array): boolean {
  return latin1(head.subarray(0, MAGIC.length)) === MAGIC;
}

/** A stream begins with a continuation mark and the length of a schema message, which is never very long. */
export function isArrowStream(head: Uint8Array): boolean {
  if (head.length < 12) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const length = view.getInt32(4, true);
  return view.getInt32(0, true) === -1 && length > 0 && length % 8 === 0 && length < 1 << 24;
}

/**
 * The messages of a file or stream, of which only the heads are read: those of a stream in order; those of a file as its footer has them,
 * its schema and dictionaries before its batches.
 * @throws ArrowProblem
 */
export async function* messagesOf(arrow: ArrowLibrary, source: ByteSource): AsyncGenerator<ArrowMessage, void, void> {
  const read = createLookahead(source);
  if (isArrowFile(await read(0, Math.min(MAGIC.length, source.size)))) yield* fileMessages(arrow, read, source.size);
  else yield* streamMessages(arrow, read, source.size);
}

async function* streamMessages(arrow: ArrowLibrary, read: Lookahead, end: number): AsyncGenerator<ArrowMessage, void, void> {
  let at = 0;
  while (at < end) {
    const message = await messageAt(arrow, read, at, end);
    if (message === null) break;
    yield message;
    at += message.size;
  }
  if (end - at > STREAM_END_BYTES) throw new ArrowProblem('corrupt', at);
}

/** No place of the file is passed over, so that a batch which the footer does not name is missed. */
async function* fileMessages(arrow: ArrowLibrary, read: Lookahead, size: number): AsyncGenerator<ArrowMessage, void, void> {
  const footer = await readFooter(arrow, read, size);
  yield footer.schema;
  const messages = [];
  let at = await behindSchema(arrow, read, footer.at);
  for (const block of footer.blocks) {
    if (block.at < at || block.at - at > PADDING) throw new ArrowProblem('corrupt', at);
    const message = await messageAt(arrow, read, block.at, footer.at);
    if (message?.size !== block.size || (message.type === arrow.MessageHeader.RecordBatch) !== block.isBatch) {
      throw new ArrowProblem('corrupt', block.at);
    }
    if (block.isBatch) messages.push(message);
    else yield message;
    at = block.at + block.size;
  }
  if (footer.at - at > PADDING + STREAM_END_BYTES) throw new ArrowProblem('corrupt', at);
  yield* messages;
}

/** A file may begin with its schema's message: a stream does, and most write one. */
async function behindSchema(arrow: ArrowLibrary, read: Lookahead, end: number): Promise<number> {
  const first = end - FILE_HEAD < STREAM_END_BYTES ? null : await messageAt(arrow, read, FILE_HEAD, end);
  return first?.type === arrow.MessageHeader.Schema ? FILE_HEAD + first.size : FILE_HEAD;
}

/** Null at the mark of a stream's end. */
async function messageAt(arrow: ArrowLibrary, read: Lookahead, at: number, end: number): Promise<ArrowMessage | null> {
  const prefix = await prefixAt(read, at, end);
  if (prefix.length === 0) return null;
  const head = prefix.size + prefix.length;
  if (prefix.length < 0) throw new ArrowProblem('corrupt', at);
  if (at + head > end) throw new ArrowProblem('truncated', at);
  const bytes = await read(at + prefix.size, prefix.length);
  try {
    checkMessageCounts(bytes);
  } catch {
    throw new ArrowProblem('corrupt', at);
  }
  const message = arrow.Message.decode(bytes);
  const size = head + message.bodyLength;
  if (!(message.bodyLength >= 0)) throw new ArrowProblem('corrupt', at);
  if (at + size > end) throw new ArrowProblem('truncated', at);
  const batch = message.isRecordBatch() ? message.header() : null;
  const lengths = batch?.nodes.map(({ length }) => length) ?? [];
  return { at, size, type: message.headerType, rows: batch?.length ?? 0, lengths, bytes: null };
}

interface Footer {
  readonly at: number;
  readonly schema: ArrowMessage;
  /** in the order in which they lie in the file */
  readonly blocks: readonly { readonly at: number; readonly size: number; readonly isBatch: boolean }[];
}

async function readFooter(arrow: ArrowLibrary, read: Lookahead, size: number): Promise<Footer> {
  if (size < FILE_HEAD + FILE_TAIL) throw new ArrowProblem('truncated', 0);
  const tail = await read(size - FILE_TAIL, FILE_TAIL);
  if (latin1(tail.subarray(4)) !== MAGIC) throw new ArrowProblem('truncated', size);
  const length = new DataView(tail.buffer, tail.byteOffset, 4).getInt32(0, true);
  const at = size - FILE_TAIL - length;
  if (length < 0 || at < FILE_HEAD) throw new ArrowProblem('corrupt', size);
  const bytes = await read(at, length);
  try {
    checkFooterCounts(bytes);
    const { Footer } = await import('apache-arrow/ipc/metadata/file');
    const footer = Footer.decode(bytes);
    const places = (blocks: Iterable<FileBlock>, isBatch: boolean) =>
      [...blocks].map(({ offset, metaDataLength, bodyLength }) => ({ at: offset, size: metaDataLength + bodyLength, isBatch }));
    const blocks = [...places(footer.dictionaryBatches(), false), ...places(footer.recordBatches(), true)];
    return { at, schema: schemaMessage(arrow, footer.schema), blocks: blocks.sort((a, b) => a.at - b.at) };
  } catch {
    throw new ArrowProblem('corrupt', at);
  }
}

/** As a stream begins with it. */
function schemaMessage(arrow: ArrowLibrary, schema: Schema): ArrowMessage {
  const message = arrow.Message.encode(arrow.Message.from(schema));
  const head = Math.ceil(message.length / 8) * 8;
  const bytes = new Uint8Array(8 + head);
  bytes.set(message, 8);
  new DataView(bytes.buffer).setInt32(0, -1, true);
  new DataView(bytes.buffer).setInt32(4, head, true);
  return { at: 0, size: bytes.length, type: arrow.MessageHeader.Schema, rows: 0, lengths: [], bytes };
}

type Lookahead = (at: number, count: number) => Promise<Uint8Array>;

/** The length of a message's metadata and of what says so: a mark and a length, or before 2019 the length alone. */
async function prefixAt(read: Lookahead, at: number, end: number): Promise<{ readonly size: number; readonly length: number }> {
  const bytes = await read(at, Math.min(8, end - at));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 4) throw new ArrowProblem('truncated', at);
  const first = view.getInt32(0, true);
  if (first !== -1) return { size: 4, length: first };
  if (bytes.length < 8) throw new ArrowProblem('truncated', at);
  return { size: 8, length: view.getInt32(4, true) };
}

const LOOKAHEAD_BYTES = 64 << 10;

/** Reads short pieces in order without a call to the system for each. */
function createLookahead(source: ByteSource): Lookahead {
  let held = new Uint8Array(0);
  let heldAt = 0;
  return async (at, count) => {
    if (at < heldAt || at + count > heldAt + held.length) {
      held = await readBytes(source, at, Math.min(Math.max(count, LOOKAHEAD_BYTES), source.size - at));
      heldAt = at;
    }
    if (held.length < at - heldAt + count) throw new ArrowProblem('truncated', at);
    return held.slice(at - heldAt, at - heldAt + count);
  };
}

export async function readBytes(source: ByteSource, at: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, count));
  let filled = 0;
  while (filled < bytes.length) {
    const got = await source.read(bytes.subarray(filled, filled + READ_BYTES), at + filled);
    if (got === 0) break;
    filled += got;
  }
  return bytes.subarray(0, filled);
}

const READ_BYTES = 64 << 20;

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
