// Tables of zstd (RFC 8878, section 4): how likely symbols are, and what the bits of a state or of a prefix mean.

/** Kinds of code. */
export const LENGTHS: i32 = 0;
export const OFFSETS: i32 = 1;
export const MATCHES: i32 = 2;
const WEIGHTS: i32 = 3;

/** By kind: the largest log of a table that there may be, and the last symbol. */
const MOST_LOG = memory.data<i32>([9, 8, 9, 6]);
const LAST_SYMBOL = memory.data<i32>([35, 31, 52, 255]);

const LENGTH_BASE = memory.data<u32>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
  32768, 65536,
]);
const LENGTH_BITS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
]);
const MATCH_BASE = memory.data<u32>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47,
  51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
]);
const MATCH_BITS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12,
  13, 14, 15, 16,
]);
const LENGTH_COUNTS = memory.data<i16>([
  4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
]);
const OFFSET_COUNTS = memory.data<i16>([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]);
const MATCH_COUNTS = memory.data<i16>([
  1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1,
  -1, -1, -1, -1, -1,
]);

/** How often each symbol stands in a table of 1 << tableLog; -1: once, at its end. */
const counts = memory.data(256 * 2);
/** The state that the next entry of each symbol comes from. */
const nexts = memory.data(256 * 2);
const weights = memory.data(256);
const weightTable = memory.data(64 * 8);
let symbolCount: i32 = 0;
export let tableLog: i32 = 0;

export function usePredefined(kind: i32): void {
  symbolCount = kind == LENGTHS ? 36 : kind == OFFSETS ? 29 : 53;
  tableLog = kind == OFFSETS ? 5 : 6;
  memory.copy(counts, kind == LENGTHS ? LENGTH_COUNTS : kind == OFFSETS ? OFFSET_COUNTS : MATCH_COUNTS, (symbolCount as usize) << 1);
}

/** Reads a description of counts (4.1.1); gives the address behind, 0 where it cannot be. */
export function readCounts(from: usize, end: usize, kind: i32): usize {
  if (from >= end) return 0;
  const last = load<i32>(LAST_SYMBOL + ((kind as usize) << 2));
  tableLog = (load<u8>(from) & 15) + 5;
  if (tableLog > load<i32>(MOST_LOG + ((kind as usize) << 2))) return 0;
  const bitsEnd = ((end - from) as i32) << 3;
  let bit = 4;
  let left = 1 << tableLog;
  let symbol = 0;
  while (left > 0 && symbol <= last) {
    if (bit > bitsEnd) return 0;
    const width = 32 - clz(left + 1);
    const low = (1 << (width - 1)) - 1;
    const short = (1 << width) - 2 - left;
    let value = bitsAt(from, bit, width);
    bit += width;
    if ((value & low) < short) {
      value &= low;
      bit--;
    } else if (value > low) value -= short;
    const count = value - 1;
    left -= count < 0 ? 1 : count;
    store<i16>(counts + ((symbol as usize) << 1), count as i16);
    symbol++;
    if (count != 0) continue;
    let more = 3;
    while (more == 3) {
      more = bitsAt(from, bit, 2);
      bit += 2;
      if (symbol + more > last + 1 || bit > bitsEnd) return 0;
      for (let k = 0; k < more; k++) store<i16>(counts + ((symbol++ as usize) << 1), 0);
    }
  }
  if (left != 0 || bit > bitsEnd) return 0;
  symbolCount = symbol;
  return from + ((bit + 7) >>> 3);
}

@inline
function bitsAt(from: usize, bit: i32, width: i32): i32 {
  return (load<u32>(from + (bit >>> 3)) >>> (bit & 7)) & ((1 << width) - 1);
}

@inline
function extraBits(kind: i32, symbol: usize): i32 {
  if (kind == LENGTHS) return load<u8>(LENGTH_BITS + symbol);
  if (kind == MATCHES) return load<u8>(MATCH_BITS + symbol);
  return kind == OFFSETS ? (symbol as i32) : 0;
}

@inline
function baseOf(kind: i32, symbol: usize): u32 {
  if (kind == LENGTHS) return load<u32>(LENGTH_BASE + (symbol << 2));
  if (kind == MATCHES) return load<u32>(MATCH_BASE + (symbol << 2));
  return kind == OFFSETS ? (1 as u32) << (symbol as u32) : (symbol as u32);
}

/** Eight bytes: state that the bits are added to (2), bits of the code, bits of the state, what the code's bits are added to (4). */
@inline
function writeEntry(entry: usize, kind: i32, symbol: usize, next: i32, bits: i32): void {
  store<u16>(entry, next as u16);
  store<u8>(entry, extraBits(kind, symbol) as u8, 2);
  store<u8>(entry, bits as u8, 3);
  store<u32>(entry, baseOf(kind, symbol), 4);
}

/** A table of one symbol, which takes no bits. */
export function buildSingle(table: usize, kind: i32, symbol: u32): bool {
  if ((symbol as i32) > load<i32>(LAST_SYMBOL + ((kind as usize) << 2))) return false;
  writeEntry(table, kind, symbol as usize, 0, 0);
  return true;
}

/** Spreads the symbols over a table of states (4.1.1). */
export function buildTable(table: usize, kind: i32): bool {
  const size = 1 << tableLog;
  let high = size;
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const count = load<i16>(counts + ((symbol as usize) << 1)) as i32;
    store<u16>(nexts + ((symbol as usize) << 1), (count < 0 ? 1 : count) as u16);
    if (count < 0) store<u32>(table + ((--high as usize) << 3), symbol as u32, 4);
  }
  const step = (size >>> 1) + (size >>> 3) + 3;
  let place = 0;
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const count = load<i16>(counts + ((symbol as usize) << 1)) as i32;
    for (let k = 0; k < count; k++) {
      store<u32>(table + ((place as usize) << 3), symbol as u32, 4);
      do place = (place + step) & (size - 1);
      while (place >= high);
    }
  }
  if (place != 0) return false;
  for (let k = 0; k < size; k++) {
    const entry = table + ((k as usize) << 3);
    const symbol = load<u32>(entry, 4) as usize;
    const next = load<u16>(nexts + (symbol << 1)) as i32;
    store<u16>(nexts + (symbol << 1), (next + 1) as u16);
    const bits = tableLog - (31 - clz(next));
    writeEntry(entry, kind, symbol, (next << bits) - size, bits);
  }
  return true;
}

const MOST_HUFFMAN_BITS: i32 = 11;

/** Reads a description of prefixes (4.2.1) and makes their table, whose log is then `tableLog`: entries of symbol and bits. 0 where it cannot be. */
export function readHuffman(from: usize, end: usize, table: usize): usize {
  if (from >= end) return 0;
  const head = load<u8>(from) as i32;
  let at = from + 1;
  let count = head - 127;
  if (head >= 128) {
    for (let k = 0; k < count; k++) {
      const pair = load<u8>(at + ((k as usize) >>> 1)) as i32;
      store<u8>(weights + (k as usize), (k & 1) == 0 ? pair >>> 4 : pair & 15);
    }
    at += ((count + 1) >>> 1) as usize;
    if (at > end) return 0;
  } else {
    if (head > ((end - at) as i32)) return 0;
    count = readWeights(at, at + head);
    at += head;
  }
  return count > 0 && buildHuffman(table, count) ? at : 0;
}

/** Two states that take turns, until the bits end; gives how many weights there are, 0 where it cannot be. */
function readWeights(from: usize, end: usize): i32 {
  const start = readCounts(from, end, WEIGHTS);
  if (start == 0 || start >= end || load<u8>(end - 1) == 0 || !buildTable(weightTable, WEIGHTS)) return 0;
  let bit = (((end - start) as i32) << 3) - (clz(load<u8>(end - 1) as u32) - 23);
  let one = bitsBefore(start, (bit -= tableLog), tableLog);
  let other = bitsBefore(start, (bit -= tableLog), tableLog);
  if (bit < 0) return 0;
  let count = 0;
  while (count < 254) {
    const entry = weightTable + ((one as usize) << 3);
    store<u8>(weights + (count as usize), load<u32>(entry, 4) as u8);
    count++;
    const bits = load<u8>(entry, 3) as i32;
    bit -= bits;
    one = (load<u16>(entry) as i32) + bitsBefore(start, bit, bits);
    const turn = one;
    one = other;
    other = turn;
    if (bit >= 0) continue;
    store<u8>(weights + (count as usize), load<u32>(weightTable + ((one as usize) << 3), 4) as u8);
    return count + 1;
  }
  return 0;
}

/** Bits from `bit` on; those before the first are 0. */
function bitsBefore(start: usize, bit: i32, width: i32): i32 {
  if (bit >= 0) return bitsAt(start, bit, width);
  return bit + width <= 0 ? 0 : bitsAt(start, 0, bit + width) << -bit;
}

/** The last weight is what is missing to a power of two. */
function buildHuffman(table: usize, count: i32): bool {
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const weight = load<u8>(weights + (k as usize)) as i32;
    if (weight > MOST_HUFFMAN_BITS) return false;
    if (weight > 0) sum += 1 << (weight - 1);
  }
  if (sum == 0 || count > 255) return false;
  tableLog = 32 - clz(sum);
  if (tableLog > MOST_HUFFMAN_BITS) return false;
  const left = (1 << tableLog) - sum;
  if (popcnt(left) != 1) return false;
  store<u8>(weights + (count as usize), (32 - clz(left)) as u8);
  let place: usize = 0;
  for (let weight = 1; weight <= tableLog; weight++) {
    const entries: usize = 1 << (weight - 1);
    const bits = tableLog + 1 - weight;
    for (let symbol = 0; symbol <= count; symbol++) {
      if ((load<u8>(weights + (symbol as usize)) as i32) != weight) continue;
      for (let k: usize = 0; k < entries; k++) store<u16>(table + ((place + k) << 1), (symbol | (bits << 8)) as u16);
      place += entries;
    }
  }
  return true;
}
