// Maps parsed records to items, as far as bytes alone tell: src/item-mapper.ts writes what is read here. What a row holds that is not
// plain makes it hard: its columns mean nothing then, and TypeScript maps it. Nodes in columns are indices in words, addresses else.
import { EMPTY, UNKNOWN } from './canonical';
import { ABSENT_ANSWER, answerKey, answerOf, FORM, NEEDS_ANSWER } from './item-answers';
import { beginFields, open, PATH, sideOf, subMetricOf, valueAt } from './item-fields';
import { Columns, Program } from './item-program';
import {
  addressOf,
  afterOf,
  ARRAY,
  beginRow,
  blanknessOf,
  giveUp,
  hard,
  indexOf,
  kindOf,
  NODE,
  openTape,
  PRINT,
  print,
} from './item-tape';

/** Choices of an item past which a row is hard. */
const MAX_CHOICES: i32 = 128;

const LEADERBOARD: i32 = 1;

const FIELDS: i32 = 10;
const ANSWER: i32 = 3;

/** Writes the row's choices after those of the rows before it; gives how many. */
function choicesOf(program: Program, columns: Columns): i32 {
  const path = program.paths + (program.choicesFrom as usize) * PATH;
  const out = columns.choices + ((columns.choiceCount as usize) << 2);
  let count = 0;
  if (program.choicesInColumns != 0) {
    for (; count < program.choicesCount; count++) store<i32>(out + ((count as usize) << 2), valueAt(path + (count as usize) * PATH));
    count = withoutBlanks(out, count);
  } else {
    const list = valueAt(path);
    if (list < 0) return 0;
    const array = addressOf(list);
    if (kindOf(array) != ARRAY) {
      giveUp();
      return 0;
    }
    const end = afterOf(array);
    for (let child = array + NODE; child < end && count <= MAX_CHOICES; child = afterOf(child), count++) {
      store<i32>(out + ((count as usize) << 2), indexOf(child));
    }
    if (count > MAX_CHOICES) giveUp();
  }
  if (hard) return 0;
  let at = columns.prints + (columns.choiceCount as usize) * PRINT;
  for (let k = 0; k < count; k++, at += PRINT) print(load<i32>(out + ((k as usize) << 2)), at);
  return count;
}

/** The number of choices without the empty cells after the last. */
function withoutBlanks(choices: usize, count: i32): i32 {
  let left = count;
  for (; left > 0; left--) {
    const node = load<i32>(choices + (((left - 1) as usize) << 2));
    if (node < 0) continue;
    const blank = blanknessOf(addressOf(node));
    if (blank == UNKNOWN) giveUp();
    if (blank != EMPTY) break;
  }
  return left;
}

/** Fills the columns of a row; false where it is hard. */
function mapRow(row: i32, program: Program, columns: Columns): bool {
  const root = load<i32>(columns.root + ((row as usize) << 2));
  if (root < 0 || !open(root, program)) return false;
  beginRow();
  const answerAt = program.paths + (ANSWER as usize) * PATH;
  const mediaAt = program.paths + (program.mediaFrom as usize) * PATH;
  for (let m = 0; m < program.mediaCount; m++) if (valueAt(mediaAt + (m as usize) * PATH) >= 0) return false;
  const field = columns.fields + ((row as usize) << 2);
  for (let f = 0; f < FIELDS; f++) {
    store<i32>(field + (((f * columns.rows) as usize) << 2), valueAt(program.paths + (f as usize) * PATH));
  }
  const subMetric = subMetricOf(program);
  const side = sideOf(program);
  store<i16>(columns.subMetric + ((row as usize) << 1), subMetric as i16);
  store<u8>(columns.side + row, side as u8);
  const count = choicesOf(program, columns);
  if (hard) return false;
  const form = program.types + ((subMetric + 1) as usize) * FORM;
  const prints = columns.prints + (columns.choiceCount as usize) * PRINT;
  const state = answerOf(form, valueAt(answerAt), program, prints, count);
  const isMissing = state == ABSENT_ANSWER && (load<i32>(form) & NEEDS_ANSWER) != 0 && (program.withheld == 0 || side != LEADERBOARD);
  if (hard || isMissing) return false;
  store<u8>(columns.answer + row, state as u8);
  store<i32>(columns.key + ((row as usize) << 2), answerKey);
  columns.choiceCount += count;
  return true;
}

/**
 * Maps the rows from `from` on; gives the number of rows that are done: less than `size` where the room for choices ends first. Hard
 * rows are marked and counted, and have no choices.
 */
export function mapItems(bytesAt: usize, nodesAt: usize, programAt: usize, columnsAt: usize, from: i32, size: i32, scratchAt: usize): i32 {
  openTape(bytesAt, nodesAt, scratchAt);
  const program = changetype<Program>(programAt);
  const columns = changetype<Columns>(columnsAt);
  if (from == 0) {
    columns.choiceCount = 0;
    columns.hardRows = 0;
  }
  beginFields(program.values);
  for (let row = from; row < size; row++) {
    if (columns.choiceCount + MAX_CHOICES + 1 > columns.choiceRoom) return row;
    store<i32>(columns.choiceStart + ((row as usize) << 2), columns.choiceCount);
    const isHard = !mapRow(row, program, columns);
    store<u8>(columns.hard + row, isHard ? 1 : 0);
    if (isHard) columns.hardRows++;
  }
  store<i32>(columns.choiceStart + ((size as usize) << 2), columns.choiceCount);
  return size;
}
