type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };

interface Cursor {
  readonly text: string;
  at: number;
}

/**
 * Reads a list as Python's repr writes it, which is what `DataFrame.to_csv` leaves in a cell: `['가', "b's", 1, None]`.
 * JSON lists are read as well. Gives null where the text is no such list.
 */
export function parsePythonList(text: string): PlainValue[] | null {
  const cursor = { text: text.trim(), at: 0 };
  if (cursor.text[0] !== '[' && cursor.text[0] !== '(') return null;
  const list = readList(cursor, 0);
  return list !== null && cursor.at === cursor.text.length ? list : null;
}

/** The same of a dict, `{'가': 94, 'b': 6}`, or a JSON object. */
export function parsePythonDict(text: string): Readonly<Record<string, PlainValue>> | null {
  const cursor = { text: text.trim(), at: 0 };
  if (cursor.text[0] !== '{') return null;
  const dict = readDict(cursor, 0);
  return dict !== null && cursor.at === cursor.text.length ? dict : null;
}

const MAX_DEPTH = 32;

function readDict(cursor: Cursor, depth: number): Record<string, PlainValue> | null {
  if (depth > MAX_DEPTH) return null;
  const entries: [string, PlainValue][] = [];
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor);
    if (cursor.text[cursor.at] === '}') {
      cursor.at += 1;
      return Object.fromEntries(entries);
    }
    const key = readValue(cursor, depth);
    skipBlanks(cursor);
    if (key === undefined || typeof key === 'object' || cursor.text[cursor.at] !== ':') return null;
    cursor.at += 1;
    skipBlanks(cursor);
    const value = readValue(cursor, depth);
    if (value === undefined) return null;
    entries.push([String(key), value]);
    skipBlanks(cursor);
    if (cursor.text[cursor.at] === ',') cursor.at += 1;
    else if (cursor.text[cursor.at] !== '}') return null;
  }
}

function readList(cursor: Cursor, depth: number): PlainValue[] | null {
  if (depth > MAX_DEPTH) return null;
  const close = cursor.text[cursor.at] === '(' ? ')' : ']';
  const list: PlainValue[] = [];
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor);
    if (cursor.text[cursor.at] === close) {
      cursor.at += 1;
      return list;
    }
    const value = readValue(cursor, depth);
    if (value === undefined) return null;
    list.push(value);
    skipBlanks(cursor);
    if (cursor.text[cursor.at] === ',') cursor.at += 1;
    else if (cursor.text[cursor.at] !== close) return null;
  }
}

function skipBlanks(cursor: Cursor): void {
  while (/\s/u.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

function readValue(cursor: Cursor, depth: number): PlainValue | undefined {
  const first = cursor.text[cursor.at];
  if (first === '[' || first === '(') return readList(cursor, depth + 1) ?? undefined;
  if (first === '{') return readDict(cursor, depth + 1) ?? undefined;
  if (first === "'" || first === '"') return readString(cursor, first);
  const word = /^[\w.+-]+/u.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0];
  if (word === undefined) return undefined;
  cursor.at += word.length;
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  const number = Number(word);
  return Number.isNaN(number) ? undefined : number;
}

const WORDS: ReadonlyMap<string, PlainValue> = new Map<string, PlainValue>([
  ['None', null],
  ['null', null],
  ['nan', null],
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
]);

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
  ['a', '\x07'],
  ['v', '\v'],
  ['0', '\0'],
]);

/** Hex digits after the letter of an escape. */
const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

function readString(cursor: Cursor, quote: string): string | undefined {
  const plain = readWithoutEscapes(cursor, quote) ?? (quote === '"' ? readJsonString(cursor) : undefined);
  return plain ?? readEscaped(cursor, quote);
}

function readWithoutEscapes(cursor: Cursor, quote: string): string | undefined {
  const start = cursor.at + 1;
  const end = cursor.text.indexOf(quote, start);
  const text = cursor.text.slice(start, end);
  if (end < 0 || text.includes('\\')) return undefined;
  cursor.at = end + 1;
  return text;
}

/** A string that JSON writes in the same way, by the engine's own parser. */
function readJsonString(cursor: Cursor): string | undefined {
  const { text, at } = cursor;
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) return undefined;
  try {
    const read = JSON.parse(text.slice(at, end + 1)) as string;
    cursor.at = end + 1;
    return read;
  } catch {
    return undefined;
  }
}

/** Whether an odd number of backslashes stands before a character of a string. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

function readEscaped(cursor: Cursor, quote: string): string | undefined {
  let out = '';
  for (let p = cursor.at + 1; p < cursor.text.length; p++) {
    const c = cursor.text[p] as string;
    if (c === quote) {
      cursor.at = p + 1;
      return out;
    }
    if (c !== '\\') {
      out += c;
      continue;
    }
    p += 1;
    const letter = cursor.text[p] ?? '';
    const digits = HEX_DIGITS.get(letter);
    if (digits === undefined) {
      out += ESCAPES.get(letter) ?? letter;
      continue;
    }
    const hex = cursor.text.slice(p + 1, p + 1 + digits);
    const code = Number.parseInt(hex, 16);
    if (!/^[0-9a-f]+$/iu.test(hex) || hex.length < digits || code > 0x10ffff) return undefined;
    out += String.fromCodePoint(code);
    p += digits;
  }
  return undefined;
}
