/** assembly/unescape.ts in plain TypeScript, over an ArrayBuffer. */
export const UNESCAPE_TWIN = { findEscape, unescapeLetters };

const BACKSLASH = 0x5c;
const LOWER_U = 0x75;

function findEscape(buffer: ArrayBuffer, start: number, length: number): number {
  const bytes = new Uint8Array(buffer, start, length + 1);
  for (let at = bytes.indexOf(BACKSLASH); at >= 0 && at < length; at = bytes.indexOf(BACKSLASH, at + 1)) {
    if (bytes[at + 1] === LOWER_U) return at;
  }
  return -1;
}

function unescapeLetters(buffer: ArrayBuffer, from: number, rowsAt: number, count: number, out: number): number {
  const source = new Uint8Array(buffer, from);
  const target = new Uint8Array(buffer, out);
  const rows = new Int32Array(buffer, rowsAt, count * 2);
  let to = 0;
  for (let row = 0; row < rows.length; row += 2) {
    const [start = 0, end = 0] = rows.subarray(row, row + 2);
    if (end <= start) continue;
    rows[row] = to;
    to = writeRecord(source.subarray(start, end), target, to);
    rows[row + 1] = to;
  }
  return to;
}

function writeRecord(record: Uint8Array, target: Uint8Array, out: number): number {
  let to = out;
  for (let p = 0; p < record.length; ) {
    const slash = record.indexOf(BACKSLASH, p);
    const plain = record.subarray(p, slash < 0 ? record.length : slash);
    target.set(plain, to);
    to += plain.length;
    p += plain.length;
    if (slash < 0) break;
    const letter = letterAt(record, slash);
    const written = letter === null ? record.subarray(slash, slash + 2) : encoder.encode(letter);
    target.set(written, to);
    to += written.length;
    p += letter === null ? written.length : letter.length * 6;
  }
  return to;
}

const encoder = new TextEncoder();

/** What the escape at an offset is rewritten as; null where it stays. */
function letterAt(record: Uint8Array, at: number): string | null {
  const unit = unitAt(record, at);
  if (unit < 0x80) return "&'<>".includes(String.fromCharCode(unit)) ? String.fromCharCode(unit) : null;
  if ((unit & 0xf800) !== 0xd800) return String.fromCharCode(unit);
  const low = unit < 0xdc00 ? unitAt(record, at + 6) : -1;
  return (low & 0xfc00) === 0xdc00 ? String.fromCharCode(unit, low) : null;
}

/** The UTF-16 unit that an escape stands for; -1 where there is none. */
function unitAt(record: Uint8Array, at: number): number {
  const text = String.fromCharCode(...record.subarray(at, at + 6));
  return /^\\u[\da-f]{4}$/iu.test(text) ? Number.parseInt(text.slice(2), 16) : -1;
}
