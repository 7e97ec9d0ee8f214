// Counts what the items of a batch are made of: rules/src/census says what is counted, and has the same row by row. src/item-census.ts
// lays out what is read and written here.
import { lengthOf } from './lengths';

const NULL: i32 = 0;
const STRING: i32 = 4;
const KEYED: u8 = 1;
const SIDES: i32 = 3;
const MOST_CHOICES: i32 = 17;
/** A row of more choices is left to TypeScript. */
const CHOICE_ROOM: i32 = 64;

/** Where the columns are, and what all rows share; src/item-census.ts writes it. */
@unmanaged
class Rows {
  root: usize;
  id: usize;
  question: usize;
  context: usize;
  explanation: usize;
  category: usize;
  difficulty: usize;
  key: usize;
  choiceStart: usize;
  subMetric: usize;
  side: usize;
  valid: usize;
  answer: usize;
  choices: usize;
  subMetrics: i32;
  /** by group: its tally, 0 where it has none yet */
  tallies: usize;
  /** by sub-metric: the highest rank that is drawn */
  limits: usize;
  /** of categories, then of difficulties */
  spellings: usize;
  /** rows that are left to TypeScript, rows to draw the question of, and rows with a name that is not known: twice the row, and which name */
  left: usize;
  drawn: usize;
  unknown: usize;
  leftCount: i32;
  drawnCount: i32;
  unknownCount: i32;
}

/** Offsets in a tally. */
const ITEMS: usize = 0;
const VALID: usize = 4;
const CHOICES: usize = 8;
const KEYS: usize = 76;
const CUES: usize = 624;
const LENGTHS: usize = 664;
const LENGTH_HEAD: usize = 24;
const NAMES: usize = 760;
const NAME_COUNTS: usize = 8;
const CLASSES: usize = 1272;
const CLASS_BYTES: usize = 1696 * 4;

/** Lengths that are told apart, and classes in each octave above. */
const EXACT: i32 = 1024;
const OCTAVE_CLASSES: i32 = 32;

/** Spellings known of one name: their number, then each with its length and its bytes, filled up with zeros. */
const MOST_SPELLINGS: usize = 32;
const SPELLING: usize = 64;
const SPELLING_BYTES: i32 = 60;
const SPELLINGS: usize = 16 + MOST_SPELLINGS * SPELLING;
/** What is longer is no name. */
const LONGEST_NAME: i32 = 400;

let base: usize = 0;
let nodes: usize = 0;

const choiceLengths: usize = memory.data(256, 16);

@inline
function at32(column: usize, row: i32): i32 {
  return load<i32>(column + ((row as usize) << 2));
}

@inline
function addressOf(node: i32): usize {
  return nodes + ((node as usize) << 2);
}

@inline
function measure(node: i32): i32 {
  return node < 0 ? -1 : lengthOf(base, addressOf(node));
}

@inline
function add32(at: usize, more: i32): void {
  store<i32>(at, load<i32>(at) + more);
}

@inline
function add64(at: usize, more: i64): void {
  store<i64>(at, load<i64>(at) + more);
}

@inline
function classOf(length: i32): i32 {
  if (length < EXACT) return length;
  const octave = 21 - clz(length);
  return EXACT + octave * OCTAVE_CLASSES + ((length >> (octave + 5)) - OCTAVE_CLASSES);
}

/** `text`: 0 question, 1 context, 2 explanation, 3 choice. */
function addLength(tally: usize, text: usize, length: i32): void {
  if (length < 0) return;
  const head = tally + LENGTHS + text * LENGTH_HEAD;
  add32(head, 1);
  if (length < load<i32>(head, 4)) store<i32>(head, length, 4);
  if (length > load<i32>(head, 8)) store<i32>(head, length, 8);
  add64(head + 16, length as i64);
  add32(tally + CLASSES + text * CLASS_BYTES + ((classOf(length) as usize) << 2), 1);
}

/** Divisible by every number of choices up to 16. */
const SHARE: i32 = 720720;

/** cues.ts says what they are; the lengths are those of the row's choices. */
function addCue(tally: usize, count: i32, place: i32): void {
  let sum: i64 = 0;
  let longest = -1;
  let atLongest = 0;
  let shortest = i32.MAX_VALUE;
  let atShortest = 0;
  for (let k = 0; k < count; k++) {
    const length = at32(choiceLengths, k);
    if (length < 0) return;
    sum += length as i64;
    if (length > longest) {
      longest = length;
      atLongest = 1;
    } else if (length == longest) atLongest++;
    if (length < shortest) {
      shortest = length;
      atShortest = 1;
    } else if (length == shortest) atShortest++;
  }
  const cues = tally + CUES;
  add64(cues, 1);
  add64(cues + 8, (SHARE / count) as i64);
  const key = at32(choiceLengths, place);
  if (key != longest && key != shortest) return;
  if (key == longest) add64(cues + 16, (SHARE / atLongest) as i64);
  if (key == shortest) add64(cues + 24, (SHARE / atShortest) as i64);
  const above = (longest as i64) * (count as i64) - sum;
  const below = sum - (shortest as i64) * (count as i64);
  let odd = 0;
  if (longest == shortest) odd = count;
  else if (above == below) odd = atLongest + atShortest;
  else if (above > below && key == longest) odd = atLongest;
  else if (below > above && key == shortest) odd = atShortest;
  if (odd > 0) add64(cues + 32, (SHARE / odd) as i64);
}

function addChoices(rows: Rows, tally: usize, row: i32, count: i32): void {
  add32(tally + CHOICES + ((min(count, MOST_CHOICES - 1) as usize) << 2), 1);
  for (let k = 0; k < count; k++) addLength(tally, 3, at32(choiceLengths, k));
  const bits = at32(rows.key, row);
  if (load<u8>(rows.answer + row) != KEYED || bits == 0 || (bits & (bits - 1)) != 0) return;
  const place = ctz(bits);
  if (count < 2 || count >= MOST_CHOICES || place >= count) return;
  add32(tally + KEYS + ((((count * (count - 1)) >> 1) + place) << 2), 1);
  addCue(tally, count, place);
}

/** Measures the choices of a row; false where one of them, or their number, is for TypeScript. */
function measureChoices(rows: Rows, from: i32, count: i32): bool {
  if (count > CHOICE_ROOM) return false;
  for (let k = 0; k < count; k++) {
    const length = measure(at32(rows.choices, from + k));
    if (length < -1) return false;
    store<i32>(choiceLengths + ((k as usize) << 2), length);
  }
  return true;
}

/** Where the counts of a spelling are among those of its name; -1 where it is not known. */
function spellingOf(node: usize, spellings: usize): i32 {
  const length = load<i32>(node, 8) - load<i32>(node, 4);
  if (length > SPELLING_BYTES) return -1;
  const start = base + load<i32>(node, 4);
  const known = load<i32>(spellings);
  let spelling = spellings + 16;
  for (let k = 0; k < known; k++, spelling += SPELLING) {
    if (load<i32>(spelling) == length && isSame(spelling + 4, start, length)) return k;
  }
  return -1;
}

@inline
function isSame(a: usize, b: usize, length: i32): bool {
  let k = 0;
  for (; k + 8 <= length; k += 8) if (load<u64>(a + k) != load<u64>(b + k)) return false;
  for (; k < length; k++) if (load<u8>(a + k) != load<u8>(b + k)) return false;
  return true;
}

/** `name`: 0 category, 1 difficulty. */
function addName(rows: Rows, tally: usize, row: i32, name: i32, node: i32): void {
  if (node < 0) return;
  const address = addressOf(node);
  const kind = load<i32>(address) & 0xff;
  if (kind == NULL || kind > STRING || load<i32>(address, 8) - load<i32>(address, 4) > LONGEST_NAME) return;
  const spelling = spellingOf(address, rows.spellings + (name as usize) * SPELLINGS);
  if (spelling < 0) {
    store<i32>(rows.unknown + ((rows.unknownCount as usize) << 2), row * 2 + name);
    rows.unknownCount++;
    return;
  }
  const counts = tally + NAMES + (((name as usize) * MOST_SPELLINGS + (spelling as usize)) * NAME_COUNTS);
  add32(counts, 1);
  add32(counts + 4, load<u8>(rows.valid + row) as i32);
}

/** FNV-1a of a node's bytes, mixed by MurmurHash3's finaliser. */
function rankOf(node: usize): u32 {
  const end = base + load<i32>(node, 8);
  let hash: u32 = 0x811c9dc5;
  for (let at = base + load<i32>(node, 4); at < end; at++) hash = (hash ^ (load<u8>(at) as u32)) * 0x01000193;
  hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
  hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
  return hash ^ (hash >>> 16);
}

function drawQuestion(rows: Rows, row: i32, subMetric: i32): void {
  const question = at32(rows.question, row);
  if (subMetric < 0 || question < 0 || (load<i32>(addressOf(question)) & 0xff) != STRING) return;
  const id = at32(rows.id, row);
  if (rankOf(addressOf(id < 0 ? question : id)) > (at32(rows.limits, subMetric) as u32)) return;
  store<i32>(rows.drawn + ((rows.drawnCount as usize) << 2), row);
  rows.drawnCount++;
}

/** Counts the rows from `from` on. Gives the row at which it stopped because its group has no tally yet; `size` where all are done. */
export function census(bytes: usize, nodesAt: usize, head: usize, from: i32, size: i32): i32 {
  base = bytes;
  nodes = nodesAt;
  const rows = changetype<Rows>(head);
  rows.leftCount = 0;
  rows.drawnCount = 0;
  rows.unknownCount = 0;
  for (let row = from; row < size; row++) {
    const subMetric = load<i16>(rows.subMetric + ((row as usize) << 1)) as i32;
    if (at32(rows.root, row) < 0) {
      drawQuestion(rows, row, subMetric);
      continue;
    }
    const group = (subMetric < 0 ? rows.subMetrics : subMetric) * SIDES + (load<u8>(rows.side + row) as i32);
    const tally = load<u32>(rows.tallies + ((group as usize) << 2)) as usize;
    if (tally == 0) return row;
    drawQuestion(rows, row, subMetric);
    const choicesFrom = at32(rows.choiceStart, row);
    const count = at32(rows.choiceStart, row + 1) - choicesFrom;
    const question = measure(at32(rows.question, row));
    const context = measure(at32(rows.context, row));
    const explanation = measure(at32(rows.explanation, row));
    if (question < -1 || context < -1 || explanation < -1 || !measureChoices(rows, choicesFrom, count)) {
      store<i32>(rows.left + ((rows.leftCount as usize) << 2), row);
      rows.leftCount++;
      continue;
    }
    add32(tally + ITEMS, 1);
    add32(tally + VALID, load<u8>(rows.valid + row) as i32);
    addLength(tally, 0, question);
    addLength(tally, 1, context);
    addLength(tally, 2, explanation);
    addChoices(rows, tally, row, count);
    addName(rows, tally, row, 0, at32(rows.category, row));
    addName(rows, tally, row, 1, at32(rows.difficulty, row));
  }
  return size;
}
