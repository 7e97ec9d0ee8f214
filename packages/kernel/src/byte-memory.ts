import { PLAIN_TWIN } from './plain-twin.js';
import { UNESCAPE_TWIN } from './unescape-twin.js';
import { readWasm } from './wasm-file.js';
import { WEAVE_TWIN } from './weave.js';

/**
 * The functions of assembly/*.ts. Addresses are bytes of one memory; every range is followed by at least SLACK bytes that may be
 * read, and overwritten by `copy` and `murmur`.
 */
export interface ByteFunctions {
  /** Offsets of the bytes that a string parser has to see, in order, at `out`; gives how many. Only WebAssembly writes notes. */
  index(start: number, length: number, out: number, notes: number): number;
  /** The same with fewer notes: none of numbers and tokens. */
  indexTexts(start: number, length: number, out: number, notes: number): number;
  /** Offset in the range of the first character of U+4000–9FFF that one of U+A000–DFFF follows, -1 where none is. */
  mixed(start: number, length: number): number;
  /** The ranges do not overlap. */
  copy(from: number, length: number, to: number): void;
  murmur(start: number, length: number, out: number): void;
  /** Bytes that a text takes in a JSON string, without quotes. */
  escaped(start: number, length: number): number;
  /** Copies JSON text to `out` with texts put into it; gives how many bytes that makes (assembly/weave.ts). */
  weave(text: number, length: number, inserts: number, count: number, out: number): number;
  /** Offset in the range of the first `\u`, -1 where none is; the byte after the range may be its `u`. */
  findEscape(start: number, length: number): number;
  /** Writes records to `out` with escapes of letters as the letters, and where they then are; gives how many bytes (assembly/unescape.ts). */
  unescapeLetters(from: number, rows: number, count: number, out: number): number;
}

/** The parser of assembly/parse.ts, which says what its arguments are. */
export type ParseFunction = (
  bytes: number,
  marks: number,
  rows: number,
  from: number,
  count: number,
  maxDepth: number,
  nodes: number,
  capacity: number,
  open: number,
  state: number,
) => number;

/** The scanner of assembly/csv.ts, which says what its arguments are. */
export type CsvFunction = (
  source: number,
  length: number,
  columns: number,
  table: number,
  marks: number,
  out: number,
  outSize: number,
  nodes: number,
  nodesSize: number,
  rows: number,
  maxRows: number,
  state: number,
) => number;

/** The census of assembly/census.ts, which says what its arguments are. */
export type CensusFunction = (bytes: number, nodes: number, head: number, from: number, size: number) => number;

/** The search of assembly/oddities.ts, which says what its arguments are. */
export type OddityFunction = (start: number, length: number, from: number) => number;

/** The look of assembly/glance.ts, which says what its arguments are. */
export type GlanceFunction = (
  bytes: number,
  start: number,
  end: number,
  from: number,
  wide: number,
  notes: number,
  count: number,
  out: number,
  room: number,
) => number;

/** The printer of assembly/prints.ts, likewise. */
export type PrintItemsFunction = (
  bytes: number,
  nodes: number,
  rows: number,
  from: number,
  size: number,
  scratch: number,
  room: number,
) => number;

/** The mapper of assembly/items.ts, which says what its arguments are. */
export type MapItemsFunction = (
  bytes: number,
  nodes: number,
  program: number,
  columns: number,
  from: number,
  size: number,
  scratch: number,
) => number;
/** The prover of assembly/prove.ts, which says what its arguments are. */
export type ProveFunction = (
  program: number,
  block: number,
  bytes: number,
  nodes: number,
  list: number,
  count: number,
  absent: number,
  out: number,
) => void;

/** The functions of assembly/sketch.ts, which says what their arguments are. */
export interface SketchFunctions {
  gather(bytes: number, nodes: number, list: number, count: number, out: number, limit: number): number;
  jamo(units: number, length: number, out: number): number;
  sketch(units: number, length: number, n: number, rows: number, bands: number, scratch: number, out: number): number;
  readonly anchors: AnchorsFunction;
  /** assembly/keyed.ts; gives 0 where there is no gram. */
  keyedBins(units: number, length: number, n: number, key: number, scratch: number, out: number): number;
}

/** The sketcher of assembly/sketch-items.ts, which says what its arguments are. */
export type SketchItemsFunction = (bytes: number, nodes: number, rows: number, from: number, size: number) => number;

/** The search of assembly/anchors.ts, which says what its arguments are. */
export type AnchorsFunction = (
  units: number,
  length: number,
  n: number,
  k: number,
  narrow: number,
  wide: number,
  scratch: number,
  out: number,
) => number;

/** The comparison of assembly/filters.ts, likewise. */
export type LackingFunction = (
  sizes: number,
  filters: number,
  asked: number,
  first: number,
  count: number,
  out: number,
  room: number,
  state: number,
) => number;

/** The writer of assembly/column-rows.ts, which says what its arguments are. */
export type ColumnRowsFunction = (
  program: number,
  columns: number,
  out: number,
  outSize: number,
  nodes: number,
  nodesSize: number,
  rows: number,
  maxRows: number,
  enough: number,
  longest: number,
  open: number,
  saved: number,
  state: number,
) => void;

/** The search for near sketches in assembly/filters.ts, likewise. */
export interface LikelyFunctions {
  likely(bounds: number, sketches: number, count: number, own: number, out: number): number;
  likelyPairs(
    bounds: number,
    sketches: number,
    ends: number,
    first: number,
    groups: number,
    most: number,
    out: number,
    room: number,
    state: number,
  ): number;
}

/** The functions of assembly/key-heaps.ts, likewise. */
export interface KeyHeapFunctions {
  clearHeaps(state: number): void;
  dealKeys(
    state: number,
    keys: number,
    skipped: number,
    from: number,
    length: number,
    first: number,
    shift: number,
    part: number,
  ): number;
  measureHeaps(state: number, from: number): number;
  takeGroups(state: number, from: number, members: number, ends: number, room: number): number;
  pickedOf(state: number, heap: number): number;
}

/** The decoder of assembly/zstd.ts, which says what its arguments are. */
export type ZstdBlockFunction = (
  state: number,
  room: number,
  from: number,
  size: number,
  out: number,
  ring: number,
  end: number,
  history: number,
) => number;

/** Kernels that only WebAssembly has; where it is missing each has its own way in TypeScript. */
export interface Kernels extends SketchFunctions, LikelyFunctions, KeyHeapFunctions {
  readonly parse: ParseFunction;
  /** The notes of `indexTexts`, without offsets. */
  noteTexts(start: number, length: number, notes: number): void;
  readonly csv: CsvFunction;
  readonly columnRows: ColumnRowsFunction;
  readonly zstdBlock: ZstdBlockFunction;
  /** assembly/json-texts.ts */
  readyTexts(source: number, length: number, count: number, out: number, table: number): number;
  readonly census: CensusFunction;
  readonly glance: GlanceFunction;
  readonly oddity: OddityFunction;
  readonly mapItems: MapItemsFunction;
  readonly printItems: PrintItemsFunction;
  readonly sketchItems: SketchItemsFunction;
  readonly prove: ProveFunction;
  readonly lacking: LackingFunction;
  /** assembly/contained.ts, which says what their arguments are */
  unpackAnchors(words: number, count: number, first: number, limit: number, anchors: number, places: number): number;
  countHolders(head: number): void;
  indexSought(head: number): number;
  askSought(head: number): number;
}

/** Memory that ranges are taken from and never given back, and the functions that work in it. */
export interface ByteMemory extends ByteFunctions {
  buffer: ArrayBuffer;
  /** null where TypeScript has to do */
  readonly kernels: Kernels | null;
  /** where the next range begins */
  top: number;
  grow(bytes: number): void;
  /** called when `buffer` was replaced, for those who hold views of it */
  readonly onReplaced: (() => void)[];
}

const SLACK = 80;
const PAGE = 1 << 16;

/** Takes `size` bytes and the slack after them; gives their address, a multiple of 16. */
export function allocate(memory: ByteMemory, size: number): number {
  const address = memory.top;
  const top = (address + size + SLACK + 15) & ~15;
  if (top > memory.buffer.byteLength) {
    memory.grow(Math.max(top, memory.buffer.byteLength * 2));
    for (const notify of memory.onReplaced) notify();
  }
  memory.top = top;
  return address;
}

/** Plain TypeScript in an ArrayBuffer. */
export function plainMemory(): ByteMemory {
  const memory: ByteMemory = {
    buffer: new ArrayBuffer(PAGE),
    kernels: null,
    top: 0,
    onReplaced: [],
    grow(bytes) {
      const grown = new Uint8Array(bytes);
      grown.set(new Uint8Array(memory.buffer));
      memory.buffer = grown.buffer;
    },
    index: (start, length, out) => PLAIN_TWIN.index(memory.buffer, start, length, out),
    indexTexts: (start, length, out) => PLAIN_TWIN.index(memory.buffer, start, length, out),
    mixed: (start, length) => PLAIN_TWIN.mixed(memory.buffer, start, length),
    copy: (from, length, to) => PLAIN_TWIN.copy(memory.buffer, from, length, to),
    murmur: (start, length, out) => PLAIN_TWIN.murmur(memory.buffer, start, length, out),
    escaped: (start, length) => WEAVE_TWIN.escaped(memory.buffer, start, length),
    weave: (text, length, inserts, count, out) => WEAVE_TWIN.weave(memory.buffer, text, length, inserts, count, out),
    findEscape: (start, length) => UNESCAPE_TWIN.findEscape(memory.buffer, start, length),
    unescapeLetters: (from, rows, count, out) => UNESCAPE_TWIN.unescapeLetters(memory.buffer, from, rows, count, out),
  };
  return memory;
}

interface KernelExports extends ByteFunctions, Kernels {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
}

/** WebAssembly; null where it was not built or the machine has no SIMD. */
export function wasmMemory(): ByteMemory | null {
  const exports = instantiate();
  if (exports === null) return null;
  const memory: ByteMemory = {
    buffer: exports.memory.buffer,
    kernels: exports,
    // Address 0 and what the module keeps for itself stay untouched.
    top: exports.memory.buffer.byteLength,
    onReplaced: [],
    grow(bytes) {
      exports.memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE));
      memory.buffer = exports.memory.buffer;
    },
    index: exports.index,
    indexTexts: exports.indexTexts,
    mixed: exports.mixed,
    copy: exports.copy,
    murmur: exports.murmur,
    escaped: exports.escaped,
    weave: exports.weave,
    findEscape: exports.findEscape,
    unescapeLetters: exports.unescapeLetters,
  };
  return memory;
}

function instantiate(): KernelExports | null {
  try {
    const module = new WebAssembly.Module(readWasm());
    return new WebAssembly.Instance(module).exports as KernelExports;
  } catch {
    return null;
  }
}
