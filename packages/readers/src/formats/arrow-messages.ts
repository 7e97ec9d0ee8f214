import type { MessageHeader } from 'apache-arrow';
import type { ByteSource } from '../reader.js';

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
  /** of `size`, what stands before the body */
  readonly head: number;
  readonly type: MessageHeader;
  /** rows of a record batch; 0 of others */
  readonly rows: number;
}

export type ArrowLibrary = typeof import('apache-arrow');

const MAGIC = 'ARROW1';
/** The magic and its padding before the first message of a file. */
const FILE_HEAD = 8;
/** What may stand behind the end mark: less than any message takes. */
const PADDING = 16;
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
 * The messages of a file or stream in order, of which only the heads are read. A file is a stream between a magic and a footer; its
 * stream must end at the footer, so that no batch is passed over.
 * @throws ArrowProblem
 */
export async function* messagesOf(arrow: ArrowLibrary, source: ByteSource): AsyncGenerator<ArrowMessage, void, void> {
  const read = createLookahead(source);
  const file = isArrowFile(await read(0, MAGIC.length));
  const end = file ? await footerAt(read, source.size) : source.size;
  let at = file ? FILE_HEAD : 0;
  while (at < end) {
    const prefix = await prefixAt(read, at, end);
    if (prefix.length === 0) {
      at += prefix.size;
      break;
    }
    const head = prefix.size + prefix.length;
    if (prefix.length < 0) throw new ArrowProblem('corrupt', at);
    if (at + head > end) throw new ArrowProblem('truncated', at);
    const message = arrow.Message.decode(await read(at + prefix.size, prefix.length));
    const size = head + message.bodyLength;
    if (!(message.bodyLength >= 0)) throw new ArrowProblem('corrupt', at);
    if (at + size > end) throw new ArrowProblem('truncated', at);
    yield { at, size, head, type: message.headerType, rows: message.isRecordBatch() ? message.header().length : 0 };
    at += size;
  }
  if (end - at > PADDING) throw new ArrowProblem('corrupt', at);
}

type Lookahead = (at: number, count: number) => Promise<Uint8Array>;

async function footerAt(read: Lookahead, size: number): Promise<number> {
  if (size < FILE_HEAD + FILE_TAIL) throw new ArrowProblem('truncated', 0);
  const tail = await read(size - FILE_TAIL, FILE_TAIL);
  if (latin1(tail.subarray(4)) !== MAGIC) throw new ArrowProblem('truncated', size);
  const length = new DataView(tail.buffer, tail.byteOffset, 4).getInt32(0, true);
  const at = size - FILE_TAIL - length;
  if (length < 0 || at < FILE_HEAD) throw new ArrowProblem('corrupt', size);
  return at;
}

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
