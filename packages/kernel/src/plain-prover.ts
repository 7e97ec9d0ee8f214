import { endOf, kindOf, nextOf, startOf } from './nodes.js';
import {
  ADDITIONAL,
  AUTOMATON,
  BLOCK_DEPTH,
  CLOSED,
  DEPENDENT_WORDS,
  FEW_ITEMS,
  hashName,
  NAME_BITS,
  NAME_WORDS,
  OBJECT,
  OPEN,
  Op,
  ORDER_ROOM,
  PATTERN_WORDS,
  type Program,
  State,
  Verdict,
  WHOLE,
} from './program.js';
import { Kind, STRIDE, type Tape } from './tape.js';
import { createValues, divides, hasLength, isText, isWhole, readNumber, takeText, type Values } from './values.js';

/** What a program is run with: assembly/prove.ts says more about the instructions. */
export interface Run {
  readonly program: Program;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly values: Values;
  depth: number;
}

export function createRun(program: Program): Run {
  const { buffer } = program;
  return { program, bytes: new Uint8Array(buffer), view: new DataView(buffer), values: createValues(), depth: 0 };
}

const word = ({ program }: Run, at: number): number => program[at] as number;
const double = ({ view }: Run, at: number): number => view.getFloat64(at * 4, true);

/** Most blocks begin with the kinds of values, and many end there. */
export function check(run: Run, tape: Tape, block: number, node: number): Verdict {
  let at = block;
  if (word(run, at) === Op.Kinds) {
    const verdict = kinds(run, tape, word(run, at + 2), node);
    if (verdict !== Verdict.Valid) return verdict;
    at = word(run, at + 1);
  }
  return word(run, at) === Op.End ? Verdict.Valid : checkAll(run, tape, at, node);
}

function checkAll(run: Run, tape: Tape, from: number, node: number): Verdict {
  if (run.depth === BLOCK_DEPTH) return Verdict.Unknown;
  run.depth += 1;
  let verdict: Verdict = Verdict.Valid;
  for (let at = from; verdict === Verdict.Valid && word(run, at) !== Op.End; at = word(run, at + 1)) {
    verdict = step(run, tape, word(run, at), at + 2, node);
  }
  run.depth -= 1;
  return verdict;
}

const checkIf = (run: Run, tape: Tape, block: number, node: number): Verdict =>
  block < 0 ? Verdict.Valid : check(run, tape, block, node);

const verdictOf = (holds: boolean): Verdict => (holds ? Verdict.Valid : Verdict.Invalid);

function step(run: Run, tape: Tape, op: number, at: number, node: number): Verdict {
  const kind = kindOf(tape, node);
  switch (op) {
    case Op.Kinds:
      return kinds(run, tape, word(run, at), node);
    case Op.Length:
      return verdictOf(kind !== Kind.String || hasLength(tape, node, word(run, at), word(run, at + 1)));
    case Op.Range:
      return kind === Kind.Number ? range(run, tape, at, node) : Verdict.Valid;
    case Op.Multiple:
      if (kind !== Kind.Number) return Verdict.Valid;
      return readExactly(run, tape, node) ? verdictOf(divides(run.values.lower, double(run, at))) : Verdict.Unknown;
    case Op.Enum:
      return oneOfValues(run, tape, at, node);
    case Op.Pattern:
      if (kind !== Kind.String) return Verdict.Valid;
      run.values.decodedLength = 0;
      return takeText(run.values, tape, node) ? matches(run, at) : Verdict.Unknown;
    case Op.Array:
      return kind === Kind.Array ? elements(run, tape, at, node) : Verdict.Valid;
    case Op.Unique:
      return kind === Kind.Array ? unique(run, tape, node) : Verdict.Valid;
    case Op.Contains:
      return kind === Kind.Array ? contains(run, tape, at, node) : Verdict.Valid;
    case Op.Object:
      return kind === Kind.Object ? members(run, tape, at, node) : Verdict.Valid;
    default:
      return combine(run, tape, op, at, node);
  }
}

function combine(run: Run, tape: Tape, op: number, at: number, node: number): Verdict {
  switch (op) {
    case Op.Call:
      return check(run, tape, word(run, at), node);
    case Op.Any:
      return any(run, tape, at, node);
    case Op.One:
      return one(run, tape, at, node);
    case Op.Not:
      return -check(run, tape, word(run, at), node) as Verdict;
    case Op.If:
      return choose(run, tape, at, node);
    default:
      return op === Op.Never ? Verdict.Invalid : Verdict.Unknown;
  }
}

function kinds({ values }: Run, tape: Tape, mask: number, node: number): Verdict {
  const kind = kindOf(tape, node);
  if ((mask & (1 << kind)) === 0) return Verdict.Invalid;
  if (kind !== Kind.Number || (mask & WHOLE) === 0) return Verdict.Valid;
  return isWhole(values, tape, startOf(tape, node), endOf(tape, node)) as Verdict;
}

function readExactly({ values }: Run, tape: Tape, node: number): boolean {
  return readNumber(values, tape, startOf(tape, node), endOf(tape, node)) && values.lower === values.higher;
}

function range(run: Run, tape: Tape, at: number, node: number): Verdict {
  const { values } = run;
  if (!readNumber(values, tape, startOf(tape, node), endOf(tape, node))) return Verdict.Unknown;
  const { lower, higher } = values;
  const [min, max, above, below] = [double(run, at), double(run, at + 2), double(run, at + 4), double(run, at + 6)];
  if (lower >= min && higher <= max && lower > above && higher < below) return Verdict.Valid;
  return higher < min || lower > max || higher <= above || lower >= below ? Verdict.Invalid : Verdict.Unknown;
}

function oneOfValues(run: Run, tape: Tape, at: number, node: number): Verdict {
  const kind = kindOf(tape, node);
  if (kind < Kind.Number) return verdictOf((word(run, at) & (1 << kind)) !== 0);
  if (kind > Kind.String) return word(run, at + 1) === 0 ? Verdict.Invalid : Verdict.Unknown;
  const numbers = word(run, at + 2);
  if (kind === Kind.Number) {
    if (numbers === 0) return Verdict.Invalid;
    if (!readExactly(run, tape, node)) return Verdict.Unknown;
    for (let k = 0; k < numbers; k++) if (double(run, at + 4 + 2 * k) === run.values.lower) return Verdict.Valid;
    return Verdict.Invalid;
  }
  run.values.decodedLength = 0;
  if (!takeText(run.values, tape, node)) return Verdict.Unknown;
  const texts = at + 4 + 2 * numbers;
  for (let k = 0; k < word(run, at + 3); k++) {
    if (isText(run.values, run.bytes, word(run, texts + 2 * k), word(run, texts + 2 * k + 1))) return Verdict.Valid;
  }
  return Verdict.Invalid;
}

/** Of the text at hand, by whether the automaton is exact, and its index, at `at`. */
function matches(run: Run, at: number): Verdict {
  const { view, bytes, values } = run;
  const automaton = word(run, at + 1);
  const classes = word(run, automaton + AUTOMATON.classes);
  const classOf = (automaton + AUTOMATON.classOf) * 4;
  const table = (automaton + AUTOMATON.table) * 4;
  let state = word(run, automaton + AUTOMATON.start);
  for (let k = 0; k < values.length && state > State.Accepted; k++) {
    const byteClass = bytes[classOf + (values.text[values.start + k] as number)] as number;
    state = view.getUint16(table + 2 * (state * classes + byteClass), true);
  }
  const accepts = state === State.Accepted || (state !== State.Dead && state >= word(run, automaton + AUTOMATON.ending));
  if (accepts) return Verdict.Valid;
  return word(run, at) === 1 ? Verdict.Invalid : Verdict.Unknown;
}

function elements(run: Run, tape: Tape, at: number, node: number): Verdict {
  const leading = word(run, at + 3);
  const end = nextOf(tape, node);
  let count = 0;
  for (let child = node + STRIDE; child < end; child = nextOf(tape, child), count++) {
    const block = word(run, count < leading ? at + 4 + count : at + 2);
    const verdict = checkIf(run, tape, block, child);
    if (verdict !== Verdict.Valid) return verdict;
  }
  return verdictOf(count >= word(run, at) && count <= word(run, at + 1));
}

/** Texts are compared with each other; of other elements nothing is claimed. */
function unique({ values }: Run, tape: Tape, node: number): Verdict {
  const end = nextOf(tape, node);
  const texts: { readonly text: Uint8Array; readonly start: number; readonly length: number }[] = [];
  values.decodedLength = 0;
  for (let child = node + STRIDE; child < end; child += STRIDE) {
    if (texts.length === FEW_ITEMS || kindOf(tape, child) !== Kind.String || !takeText(values, tape, child))
      return Verdict.Unknown;
    if (texts.some(({ text, start, length }) => isText(values, text, start, length))) return Verdict.Invalid;
    texts.push({ text: values.text, start: values.start, length: values.length });
  }
  return Verdict.Valid;
}

function contains(run: Run, tape: Tape, at: number, node: number): Verdict {
  const end = nextOf(tape, node);
  let sure = 0;
  let possible = 0;
  for (let child = node + STRIDE; child < end; child = nextOf(tape, child)) {
    const verdict = check(run, tape, word(run, at), child);
    sure += Number(verdict === Verdict.Valid);
    possible += Number(verdict !== Verdict.Invalid);
  }
  const min = word(run, at + 1);
  const max = word(run, at + 2);
  if (sure >= min && possible <= max) return Verdict.Valid;
  return possible < min || sure > max ? Verdict.Invalid : Verdict.Unknown;
}

function any(run: Run, tape: Tape, at: number, node: number): Verdict {
  let verdict: Verdict = Verdict.Invalid;
  for (let k = word(run, at); k > 0; k--) {
    const found = check(run, tape, word(run, at + k), node);
    if (found === Verdict.Valid) return found;
    if (found === Verdict.Unknown) verdict = found;
  }
  return verdict;
}

function one(run: Run, tape: Tape, at: number, node: number): Verdict {
  let valid = 0;
  let unknown = 0;
  for (let k = word(run, at); k > 0; k--) {
    const found = check(run, tape, word(run, at + k), node);
    valid += Number(found === Verdict.Valid);
    unknown += Number(found === Verdict.Unknown);
  }
  if (valid > 1) return Verdict.Invalid;
  return unknown > 0 ? Verdict.Unknown : verdictOf(valid === 1);
}

function choose(run: Run, tape: Tape, at: number, node: number): Verdict {
  const condition = check(run, tape, word(run, at), node);
  if (condition !== Verdict.Unknown) return checkIf(run, tape, word(run, at + (condition === Verdict.Valid ? 1 : 2)), node);
  const held = checkIf(run, tape, word(run, at + 1), node);
  return held === checkIf(run, tape, word(run, at + 2), node) ? held : Verdict.Unknown;
}

/**
 * The last of equal keys counts for JSON.parse. All of them are checked here, so that Valid is always right; Invalid is only said of a
 * member whose key does not stand twice.
 */
function members(run: Run, tape: Tape, at: number, node: number): Verdict {
  const { values } = run;
  const end = nextOf(tape, node);
  const keys = word(run, at + OBJECT.propertyNames);
  const seen: Names = { low: 0, high: 0 };
  const repeated: Names = { low: 0, high: 0 };
  const invalid: Names = { low: 0, high: 0 };
  /** a key without a number may stand twice, and one may be invalid */
  let mayRepeat = false;
  let mayBeInvalid = false;
  let isInvalid = false;
  let count = 0;
  for (let key = node + STRIDE; key < end; key = nextOf(tape, key + STRIDE), count++) {
    const fits = checkIf(run, tape, keys, key);
    if (fits === Verdict.Unknown) return fits;
    if (fits === Verdict.Invalid) isInvalid = true;
    values.decodedLength = 0;
    if (!takeText(values, tape, key)) return Verdict.Unknown;
    const name = nameOf(run, at, count);
    const hasBit = name >= 0 && name < NAME_BITS;
    if (!hasBit) mayRepeat = true;
    else if (hasName(seen, name)) addName(repeated, name);
    else addName(seen, name);
    const found = member(run, tape, at, name, key);
    if (found === Verdict.Unknown) return found;
    if (found === FORBIDDEN) isInvalid = true;
    else if (found === Verdict.Invalid && hasBit) addName(invalid, name);
    else if (found === Verdict.Invalid) mayBeInvalid = true;
  }
  const isSure = ((invalid.low & ~repeated.low) | (invalid.high & ~repeated.high)) !== 0;
  if (isInvalid || isSure || !hasAll(run, seen, at + OBJECT.required)) return Verdict.Invalid;
  if (mayBeInvalid || (invalid.low | invalid.high) !== 0) return Verdict.Unknown;
  if ((repeated.low | repeated.high) !== 0) mayRepeat = true;
  const least = word(run, at + OBJECT.least);
  if (count < least) return Verdict.Invalid;
  if (count > word(run, at + OBJECT.most)) return mayRepeat ? Verdict.Unknown : Verdict.Invalid;
  if (mayRepeat && least > 1) return Verdict.Unknown;
  return dependents(run, tape, at, node, seen);
}

/** A set of names, bit by bit. */
interface Names {
  low: number;
  high: number;
}

const hasName = (names: Names, name: number): boolean =>
  ((name < 32 ? names.low >>> name : names.high >>> (name - 32)) & 1) === 1;

function addName(names: Names, name: number): void {
  if (name < 32) names.low |= 1 << name;
  else names.high |= 1 << (name - 32);
}

function hasAll(run: Run, seen: Names, at: number): boolean {
  const low = word(run, at);
  const high = word(run, at + 1);
  return (seen.low & low) === low && (seen.high & high) === high;
}

/** Number of the name that is the text at hand, the `count`th key of its object, or -1. */
function nameOf(run: Run, at: number, count: number): number {
  const names = word(run, at + OBJECT.names);
  const place = word(run, at + OBJECT.order) + count;
  const last = count < ORDER_ROOM ? word(run, place) : -1;
  if (last >= 0 && isName(run, names, last)) return last;
  const name = findName(run, at, names);
  if (count < ORDER_ROOM) run.program[place] = name;
  return name;
}

function isName(run: Run, names: number, name: number): boolean {
  const entry = names + name * NAME_WORDS;
  return isText(run.values, run.bytes, word(run, entry), word(run, entry + 1));
}

function findName(run: Run, at: number, names: number): number {
  const { values } = run;
  const table = word(run, at + OBJECT.table);
  const mask = word(run, at + OBJECT.tableMask);
  for (let slot = hashName(values.text, values.start, values.length) & mask; ; slot = (slot + 1) & mask) {
    const name = word(run, table + slot);
    if (name < 0 || isName(run, names, name)) return name;
  }
}

/** Invalid, whatever the value. */
const FORBIDDEN = -2;

function member(run: Run, tape: Tape, at: number, name: number, key: number): Verdict | typeof FORBIDDEN {
  const byPattern = patternMembers(run, tape, at, key);
  if (byPattern.verdict === Verdict.Unknown) return byPattern.verdict;
  let block: number = name < 0 ? ADDITIONAL : word(run, word(run, at + OBJECT.names) + name * NAME_WORDS + 2);
  if (block === ADDITIONAL) block = byPattern.matched ? OPEN : word(run, at + OBJECT.additional);
  if (block === CLOSED) return FORBIDDEN;
  const found = checkIf(run, tape, block, key + STRIDE);
  return found === Verdict.Valid ? byPattern.verdict : found;
}

interface ByPattern {
  readonly matched: boolean;
  readonly verdict: Verdict;
}

const UNMATCHED: ByPattern = { matched: false, verdict: Verdict.Valid };
const UNCLEAR: ByPattern = { matched: true, verdict: Verdict.Unknown };

function patternMembers(run: Run, tape: Tape, at: number, key: number): ByPattern {
  const count = word(run, at + OBJECT.patterns);
  if (count === 0) return UNMATCHED;
  let matched = false;
  let verdict: Verdict = Verdict.Valid;
  for (let k = 0; k < count; k++) {
    const pattern = word(run, at + OBJECT.patterns + 1) + k * PATTERN_WORDS;
    // The block of the pattern before may have decoded other texts.
    run.values.decodedLength = 0;
    takeText(run.values, tape, key);
    const fits = matches(run, pattern);
    if (fits === Verdict.Unknown) return UNCLEAR;
    if (fits === Verdict.Invalid) continue;
    matched = true;
    const found = checkIf(run, tape, word(run, pattern + 2), key + STRIDE);
    if (found === Verdict.Unknown) return UNCLEAR;
    if (found === Verdict.Invalid) verdict = found;
  }
  return { matched, verdict };
}

function dependents(run: Run, tape: Tape, at: number, node: number, seen: Names): Verdict {
  const list = word(run, at + OBJECT.dependents + 1);
  for (let k = 0; k < word(run, at + OBJECT.dependents); k++) {
    const entry = list + k * DEPENDENT_WORDS;
    if (!hasName(seen, word(run, entry))) continue;
    if (!hasAll(run, seen, entry + 1)) return Verdict.Invalid;
    const verdict = checkIf(run, tape, word(run, entry + 3), node);
    if (verdict !== Verdict.Valid) return verdict;
  }
  return Verdict.Valid;
}
