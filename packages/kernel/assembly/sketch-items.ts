// Sketches and anchors of the items of a batch: validator/src/similar/sketches.ts has the same row by row and says what is in them.
// src/item-sketcher.ts writes what is read here. A row whose text only TypeScript can normalise is left to it.
import { anchorsOf, wideFound } from './anchors';
import { gatherString, hashPieces, jamo, sketch, sketchPieces } from './sketch';

const STRING: i32 = 4;
const ARRAY: i32 = 5;
const OBJECT: i32 = 6;
const NODE: usize = 16;
const PRINT: usize = 16;
const MAX_DEPTH: i32 = 64;

/** Where in the facts of a sketch what stands, in bytes. */
const PACKED: usize = 8;
const MEDIA: usize = 12;
const CHOICES: usize = 16;
const PARITY: usize = 32;
const FACTS: usize = 64;
const BLOOM: usize = 16;


const MOST_CHOICES: i32 = 0xff;

/** Sketches of one item, at the most. */
const SKETCHES: i32 = 2;
const MAX_UNITS: i32 = 1 << 16;
const MOST_LENGTH: i32 = 0xffff;
/** In the facts beside the number of grams: these are of jamo. */
const JAMO: i32 = 1 << 17;
/** Words that an item's anchors may take or overwrite besides one for each unit. */
const SPARE: i32 = 8;
/** Words before an item's anchors: its sketch, and how many there are. */
const HEAD: usize = 8;

/** Where the columns are, how texts are compared, and where things are put; src/item-sketcher.ts writes it. */
@unmanaged
class Rows {
  root: usize;
  context: usize;
  question: usize;
  turns: usize;
  choiceStart: usize;
  side: usize;
  choicePrint: usize;
  /** units of a gram, bins of a key, keys */
  n: i32;
  bins: i32;
  bands: i32;
  /** units of an anchor's gram, and grams of the windows */
  k: i32;
  narrow: i32;
  wide: i32;
  /** units from which a text is compared, not as jamo only, no longer as jamo, and has wide anchors */
  least: i32;
  jamo: i32;
  jamoTo: i32;
  wideFrom: i32;
  /** room for a text, the same as jamo, the scratch of a sketch and itself, and a word each unit and for a window more */
  units: usize;
  letters: usize;
  scratch: usize;
  sketched: usize;
  hashes: usize;
  split: i32;
  firstRow: i32;
  /** sketches of the split before these */
  firstSketch: i32;
  facts: usize;
  /** by band, and bytes from one to the next */
  keys: usize;
  bandBytes: usize;
  blooms: usize;
  lengths: usize;
  wideAnchors: usize;
  narrowAnchors: usize;
  /** sketches that there is room for, and words of anchors of each kind */
  room: i32;
  anchorRoom: i32;
  /** sketches written, and words of anchors */
  count: i32;
  wideLength: i32;
  narrowLength: i32;
  /** 1 where the row at which it stopped is left to TypeScript, and not to the next call */
  hard: i32;
}

let base: usize = 0;
let nodes: usize = 0;
/** The text of the row at hand cannot be told by its bytes. */
let hard: bool = false;

@inline
function at32(column: usize, row: i32): i32 {
  return load<i32>(column + ((row as usize) << 2));
}

/** Appends the normal text of all strings below a node; gives the address after it. */
function gatherTree(node: usize, to: usize, last: usize, depth: i32): usize {
  const kind = load<i32>(node) & 0xff;
  if (kind == STRING) {
    const end = gatherString(base + <usize>load<i32>(node, 4), base + <usize>load<i32>(node, 8), to, last);
    hard = hard || end == 0;
    return end;
  }
  if (kind < STRING) {
    // A number is text, too, and seldom.
    hard = hard || kind == STRING - 1;
    return to;
  }
  if (depth == MAX_DEPTH) {
    hard = true;
    return to;
  }
  const after = nodes + ((<usize>load<i32>(node, 12)) << 2);
  let end = to;
  for (let child = node + NODE; child < after && !hard; child = nodes + ((<usize>load<i32>(child, 12)) << 2)) {
    if (kind == OBJECT) child = nodes + ((<usize>load<i32>(child, 12)) << 2);
    end = gatherTree(child, end, last, depth + 1);
  }
  return end;
}

/** Writes the normal text of the row's passage, question and turns to `rows.units`; gives its length. */
function gatherRow(row: i32, rows: Rows): i32 {
  const last = rows.units + ((<usize>MAX_UNITS) << 1);
  let to = rows.units;
  const context = at32(rows.context, row);
  if (context >= 0) to = gatherTree(nodes + ((<usize>context) << 2), to, last, 0);
  const question = at32(rows.question, row);
  if (question >= 0 && !hard) to = gatherTree(nodes + ((<usize>question) << 2), to, last, 0);
  const turns = at32(rows.turns, row);
  if (turns >= 0 && !hard) to = gatherTree(nodes + ((<usize>turns) << 2), to, last, 0);
  return hard ? 0 : (((min(to, last) - rows.units) >>> 1) as i32);
}

/** Notes what was sketched behind the sketches before it. @param grams different ones, and above them whether they are of jamo */
function keep(row: i32, grams: i32, rows: Rows): void {
  const facts = rows.facts + (<usize>rows.count) * FACTS;
  store<i32>(facts, rows.split);
  store<i32>(facts, rows.firstRow + row, 4);
  const first = at32(rows.choiceStart, row);
  const after = at32(rows.choiceStart, row + 1);
  const many = min(after - first, MOST_CHOICES);
  store<i32>(facts, grams | ((load<u8>(rows.side + row) as i32) << 18) | (many << 20), PACKED);
  store<i32>(facts, 0, MEDIA);
  v128.store(facts, i32x4.splat(0), CHOICES);
  const choices = facts + CHOICES;
  for (let k = first; k < after; k++) {
    const print = load<u32>(rows.choicePrint + (k as usize) * PRINT);
    const word = choices + ((<usize>(print >>> 5) & 3) << 2);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (print & 31)));
  }
  const sketched = rows.sketched;
  v128.store(facts, v128.load(sketched), PARITY);
  v128.store(facts, v128.load(sketched, 16), PARITY + 16);
  let key = rows.keys + ((<usize>rows.count) << 2);
  for (let band: usize = 0; band < <usize>rows.bands; band++, key += rows.bandBytes) {
    store<u32>(key, load<u32>(sketched + 32 + (band << 2)));
  }
  v128.store(rows.blooms + (<usize>rows.count) * BLOOM, i32x4.splat(0));
  store<u16>(rows.lengths + ((<usize>rows.count) << 1), 0);
  rows.count++;
}

/** Notes an item's anchors behind those before it, the narrow ones in the filter of its last sketch, too. */
function keepAnchors(length: i32, rows: Rows): void {
  const last = rows.count - 1;
  const wides = rows.wideAnchors + ((<usize>rows.wideLength) << 2);
  const narrows = rows.narrowAnchors + ((<usize>rows.narrowLength) << 2);
  const narrowCount = anchorsOf(rows.hashes, length, rows.n, rows.k, rows.narrow, rows.wide, wides + HEAD, narrows + HEAD);
  store<u16>(rows.lengths + ((<usize>last) << 1), min(length, MOST_LENGTH));
  const bloom = rows.blooms + (<usize>last) * BLOOM;
  for (let at = narrows + HEAD; at < narrows + HEAD + ((<usize>narrowCount) << 2); at += 4) {
    const anchor = load<u32>(at);
    const word = bloom + ((<usize>(anchor >>> 5) & 3) << 2);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (anchor & 31)));
  }
  store<i32>(narrows, rows.firstSketch + last);
  store<i32>(narrows, narrowCount, 4);
  rows.narrowLength += 2 + narrowCount;
  if (length < rows.wideFrom) return;
  store<i32>(wides, rows.firstSketch + last);
  store<i32>(wides, wideFound, 4);
  rows.wideLength += 2 + wideFound;
}

/**
 * Writes the sketches and anchors of the rows from `from` on; gives the row at which it stops: `size`, or one that is left to TypeScript
 * (`hard`) or to the next call, for there is no more room. There is room for two sketches and the anchors of a text at the least.
 */
export function sketchItems(bytesAt: usize, nodesAt: usize, rowsAt: usize, from: i32, size: i32): i32 {
  base = bytesAt;
  nodes = nodesAt;
  const rows = changetype<Rows>(rowsAt);
  rows.count = 0;
  rows.wideLength = 0;
  rows.narrowLength = 0;
  rows.hard = 0;
  const sketched = rows.sketched;
  for (let row = from; row < size; row++) {
    if (at32(rows.root, row) < 0) continue;
    if (rows.count + SKETCHES > rows.room) return row;
    hard = false;
    const length = gatherRow(row, rows);
    if (hard) {
      rows.hard = 1;
      return row;
    }
    if (length < rows.least) continue;
    if (max(rows.wideLength, rows.narrowLength) + length + SPARE > rows.anchorRoom) return row;
    if (length < rows.jamoTo) {
      const letters = jamo(rows.units, length, rows.letters);
      const grams = sketch(rows.letters, letters, rows.n, rows.bins, rows.bands, rows.scratch, sketched);
      keep(row, grams | JAMO, rows);
    }
    hashPieces(rows.units, length - rows.n + 1, rows.n, rows.hashes);
    if (length >= rows.jamo) {
      const grams = sketchPieces(rows.hashes, length - rows.n + 1, rows.bins, rows.bands, rows.scratch, sketched);
      keep(row, grams, rows);
    }
    keepAnchors(length, rows);
  }
  return size;
}
