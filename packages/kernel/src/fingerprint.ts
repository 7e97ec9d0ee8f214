import { allocate, type ByteMemory, plainMemory } from './byte-memory.js';

/** 32-bit words of a fingerprint. */
export const FINGERPRINT_WORDS = 4;

/** Bytes that are being written for a fingerprint. */
export interface Sink {
  readonly memory: ByteMemory;
  /** address of `bytes` in the memory */
  address: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** the same bytes */
  view: DataView;
  /** bytes that there is room for; a view of a replaced buffer no longer tells */
  room: number;
  length: number;
  /** where the memory's functions leave a fingerprint */
  readonly result: number;
  words: Int32Array;
}

export function createSink(capacity = 1 << 12, memory: ByteMemory = plainMemory()): Sink {
  const result = allocate(memory, FINGERPRINT_WORDS * 4);
  const address = allocate(memory, capacity);
  const sink: Sink = {
    memory,
    address,
    bytes: viewOf(memory, address, capacity),
    view: new DataView(memory.buffer, address, capacity),
    room: capacity,
    length: 0,
    result,
    words: wordsOf(memory, result),
  };
  memory.onReplaced.push(() => {
    viewSink(sink);
    sink.words = wordsOf(memory, result);
  });
  return sink;
}

const viewOf = (memory: ByteMemory, address: number, size: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(memory.buffer, address, size);
const wordsOf = (memory: ByteMemory, address: number): Int32Array => new Int32Array(memory.buffer, address, FINGERPRINT_WORDS);

function viewSink(sink: Sink): void {
  sink.bytes = viewOf(sink.memory, sink.address, sink.room);
  sink.view = new DataView(sink.memory.buffer, sink.address, sink.room);
}

/** Appends a fingerprint, four little-endian words from `at`. */
export function appendFingerprint(sink: Sink, words: Int32Array, at: number): void {
  reserve(sink, FINGERPRINT_WORDS * 4);
  const { view, length } = sink;
  view.setInt32(length, words[at] as number, true);
  view.setInt32(length + 4, words[at + 1] as number, true);
  view.setInt32(length + 8, words[at + 2] as number, true);
  view.setInt32(length + 12, words[at + 3] as number, true);
  sink.length = length + FINGERPRINT_WORDS * 4;
}

/** Makes room for `more` bytes. Views of the sink's memory taken before are no longer good. */
export function reserve(sink: Sink, more: number): void {
  const needed = sink.length + more;
  if (needed <= sink.room) return;
  const from = sink.address;
  const size = Math.max(needed, sink.room * 2);
  sink.address = allocate(sink.memory, size);
  sink.memory.copy(from, sink.length, sink.address);
  sink.room = size;
  viewSink(sink);
}

/**
 * MurmurHash3_x64_128 (Austin Appleby, public domain) of the sink's bytes, seed 0, as four little-endian words in `out`.
 * Not cryptographic: equal fingerprints are candidates, confirmed by reading both records.
 */
export function fingerprint(sink: Sink, out: Int32Array, at = 0): void {
  sink.memory.murmur(sink.address, sink.length, sink.result);
  const { words } = sink;
  out[at] = words[0] as number;
  out[at + 1] = words[1] as number;
  out[at + 2] = words[2] as number;
  out[at + 3] = words[3] as number;
}
