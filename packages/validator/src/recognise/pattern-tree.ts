/** From and to, both included. */
export type CodePoints = readonly (readonly [from: number, to: number])[];

export type PatternTree =
  | { readonly kind: 'set'; readonly points: CodePoints }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternTree[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly part: PatternTree; readonly min: number; readonly max: number };

export interface ParsedPattern {
  readonly tree: PatternTree;
  /**
   * false where JavaScript and RE2 differ about a character (what white space is, what ends a line): the tree then takes only what both
   * take.
   */
  readonly exact: boolean;
}

/** Gives null where the pattern holds what is not understood: look-around, back references, word boundaries, properties, … */
export function parsePattern(source: string): ParsedPattern | null {
  const reader: Reader = { source, at: 0, exact: true };
  const tree = readChoice(reader);
  return tree === null || reader.at < source.length ? null : { tree, exact: reader.exact };
}

interface Reader {
  readonly source: string;
  at: number;
  exact: boolean;
}

function readChoice(reader: Reader): PatternTree | null {
  const branches: PatternTree[] = [];
  for (;;) {
    const branch = readSequence(reader);
    if (branch === null) return null;
    branches.push(branch);
    if (reader.source[reader.at] !== '|') return branches.length === 1 ? branch : { kind: 'choice', branches };
    reader.at += 1;
  }
}

function readSequence(reader: Reader): PatternTree | null {
  const parts: PatternTree[] = [];
  for (;;) {
    const next = reader.source[reader.at];
    if (next === undefined || next === '|' || next === ')') return { kind: 'sequence', parts };
    const atom = readAtom(reader);
    const part = atom === null ? null : readQuantifier(reader, atom);
    if (part === null) return null;
    parts.push(part);
  }
}

const QUANTIFIER = /(?:\{(\d{1,4})(?:(,)(\d{0,4}))?\}|[*+?])(\??)/uy;

function readQuantifier(reader: Reader, part: PatternTree): PatternTree | null {
  QUANTIFIER.lastIndex = reader.at;
  const found = QUANTIFIER.exec(reader.source);
  if (found === null) return /^[*+?{]/u.test(reader.source.slice(reader.at)) ? null : part;
  // Lazy or not decides where a match ends, not whether there is one.
  reader.at += found[0].length;
  if (part.kind === 'start' || part.kind === 'end' || /^[*+?{]/u.test(reader.source.slice(reader.at))) return null;
  const [min, max] = bounds(found);
  return max < min ? null : { kind: 'repeat', part, min, max };
}

function bounds([whole, low, comma, high]: RegExpExecArray): [min: number, max: number] {
  if (low === undefined) return [whole.startsWith('+') ? 1 : 0, whole.startsWith('?') ? 1 : Number.POSITIVE_INFINITY];
  const min = Number(low);
  if (comma === undefined) return [min, min];
  return [min, high === '' || high === undefined ? Number.POSITIVE_INFINITY : Number(high)];
}

/** What ends a line for JavaScript; for RE2 only the first of them does. */
const LINE_ENDS: CodePoints = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];

function readAtom(reader: Reader): PatternTree | null {
  const c = reader.source[reader.at] ?? '';
  if (c === '(') return readGroup(reader);
  if (c === '[') return readClass(reader);
  if (c === '\\') {
    const found = readEscape(reader);
    return found === null ? null : { kind: 'set', points: found };
  }
  if ('*+?{}])|'.includes(c)) return null;
  const point = reader.source.codePointAt(reader.at) ?? 0;
  if (isSurrogate(point)) return null;
  reader.at += point > 0xffff ? 2 : 1;
  if (c === '^') return { kind: 'start' };
  if (c === '$') return { kind: 'end' };
  if (c !== '.') return { kind: 'set', points: [[point, point]] };
  reader.exact = false;
  return { kind: 'set', points: complement(LINE_ENDS) };
}

function readGroup(reader: Reader): PatternTree | null {
  const opening = /^\((?:\?:|\?<[A-Za-z]\w*>|(?!\?))/u.exec(reader.source.slice(reader.at));
  if (opening === null) return null;
  reader.at += opening[0].length;
  const tree = readChoice(reader);
  if (tree === null || reader.source[reader.at] !== ')') return null;
  reader.at += 1;
  return tree;
}

const DIGITS: CodePoints = [[0x30, 0x39]];
const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** White space for both JavaScript and RE2, and for JavaScript. */
const COMMON_SPACE: CodePoints = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const SPACE: CodePoints = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['f', 12],
  ['r', 13],
]);

/** At a backslash. */
function readEscape(reader: Reader): CodePoints | null {
  const { source, at } = reader;
  const letter = source[at + 1] ?? '';
  const code = /^\\(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2}))/u.exec(source.slice(at));
  if (code !== null) {
    reader.at += code[0].length;
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
    return point > 0x10ffff || isSurrogate(point) ? null : [[point, point]];
  }
  reader.at += 2;
  const control = CONTROLS.get(letter);
  if (control !== undefined) return [[control, control]];
  if (letter === 'd') return DIGITS;
  if (letter === 'D') return complement(DIGITS);
  if (letter === 'w') return WORD;
  if (letter === 'W') return complement(WORD);
  if (letter === 's' || letter === 'S') {
    reader.exact = false;
    return letter === 's' ? COMMON_SPACE : complement(SPACE);
  }
  return /^[\^$\\.*+?()[\]{}|/-]$/u.test(letter) ? [[letter.charCodeAt(0), letter.charCodeAt(0)]] : null;
}

function readClass(reader: Reader): PatternTree | null {
  const { source } = reader;
  const isNegated = source[reader.at + 1] === '^';
  reader.at += isNegated ? 2 : 1;
  const wasExact = reader.exact;
  reader.exact = true;
  const points: (readonly [number, number])[] = [];
  while (source[reader.at] !== ']') {
    const from = readMember(reader);
    if (from === null) return null;
    const isRange = source[reader.at] === '-' && source[reader.at + 1] !== ']';
    if (!isRange) {
      points.push(...from);
      continue;
    }
    reader.at += 1;
    const to = readMember(reader);
    const [low, high] = [singleOf(from), to === null ? null : singleOf(to)];
    if (low === null || high === null || high < low) return null;
    points.push([low, high]);
  }
  reader.at += 1;
  // What is not surely in a class is not surely outside it.
  if (points.length === 0 || (isNegated && !reader.exact)) return null;
  reader.exact = reader.exact && wasExact;
  return { kind: 'set', points: isNegated ? complement(points) : points };
}

function readMember(reader: Reader): CodePoints | null {
  const c = reader.source[reader.at];
  if (c === undefined || c === '[') return null;
  if (c === '\\') return readEscape(reader);
  const point = reader.source.codePointAt(reader.at) ?? 0;
  reader.at += point > 0xffff ? 2 : 1;
  return isSurrogate(point) ? null : [[point, point]];
}

function singleOf(points: CodePoints): number | null {
  const [first, second] = points;
  return first === undefined || second !== undefined || first[0] !== first[1] ? null : first[0];
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

/** All code points but these. */
function complement(points: CodePoints): CodePoints {
  const others: [number, number][] = [];
  let next = 0;
  for (const [from, to] of [...points].sort((a, b) => a[0] - b[0])) {
    if (from > next) others.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= 0x10ffff) others.push([next, 0x10ffff]);
  return others;
}
