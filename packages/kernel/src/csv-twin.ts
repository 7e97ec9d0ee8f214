import { MARK_FLAGS } from './parse-json.js';
import { isMarked } from './plain-twin.js';
import { Kind, TextFlag } from './tape.js';

const LF = 0x0a;
const CR = 0x0d;
const NODE = 4;
const ROW = 8;
const COLUMN = 3;
const SLACK = 64;

/** How a cell, a row or the work ends: as in assembly/csv.ts. */
const CELL = 0;
const LF_ROW = 1;
const CRLF_ROW = 2;
const MORE = 3;
const FULL = 4;
const ODD = 5;

interface Work {
  readonly bytes: Uint8Array;
  readonly delimiter: number;
  /** 0 where quotes are plain text */
  readonly quote: number;
  readonly end: number;
  readonly roomEnd: number;
  from: number;
  to: number;
  lines: number;
  flags: number;
}

/** assembly/csv.ts in plain TypeScript, over an ArrayBuffer. */
export function csv(
  buffer: ArrayBuffer,
  source: number,
  length: number,
  columns: number,
  table: number,
  marks: number,
  out: number,
  outSize: number,
  nodesAt: number,
  nodesSize: number,
  rowsAt: number,
  maxRows: number,
  state: number,
): number {
  const work: Work = {
    bytes: new Uint8Array(buffer),
    delimiter: marks & 0xff,
    quote: marks >> 8,
    end: source + length,
    roomEnd: out + outSize - SLACK,
    from: source,
    to: out,
    lines: 0,
    flags: 0,
  };
  const keys = new Int32Array(buffer, table, columns * COLUMN);
  const nodes = new Int32Array(buffer, nodesAt, nodesSize >> 2);
  const rows = new Int32Array(buffer, rowsAt, maxRows * ROW);
  const ends = [0, 0, 0];
  let node = 0;
  let row = 0;
  let stop = MORE;

  function push(head: number, start: number, end: number): void {
    nodes.set([head, start - out, end - out, node + NODE], node);
    node += NODE;
  }

  function readCell(cell: number): number {
    const isNamed = cell < columns;
    const keyFlags = isNamed ? (keys[cell * COLUMN + 2] as number) : 0;
    if (isNamed) {
      const before = work.to;
      if (!copyKey(work, keys[cell * COLUMN] as number, keys[cell * COLUMN + 1] as number)) return FULL;
      push(Kind.String | (keyFlags << 8), before + (cell === 0 ? 2 : 3), work.to - 3);
    }
    const start = work.to;
    work.flags = 0;
    const isQuoted = work.quote !== 0 && work.bytes[work.from] === work.quote;
    const how = work.from >= work.end ? MORE : isQuoted ? quotedCell(work) : plainCell(work);
    if (isNamed) push(Kind.String | (work.flags << 8), start, work.to);
    work.flags |= keyFlags;
    return how;
  }

  while (work.from < work.end) {
    if (row === maxRows || (node + NODE * (2 * columns + 1)) * 4 > nodesSize) {
      stop = FULL;
      break;
    }
    const { from: first, to: text, lines: line } = work;
    const root = node;
    let cells = 0;
    let flags = 0;
    let how = CELL;
    node += NODE;
    while (how === CELL) {
      how = readCell(cells);
      flags |= cells < columns ? work.flags : 0;
      cells += 1;
    }
    if (how > CRLF_ROW) {
      Object.assign(work, { from: first, to: text, lines: line });
      node = root;
      stop = how;
      break;
    }
    work.lines += 1;
    ends[how] = (ends[how] as number) + 1;
    const last = work.from - how;
    const isWhole = cells === columns && last > first;
    if (isWhole) {
      work.bytes.set([0x22, 0x7d], work.to);
      work.to += 2;
      nodes.set([Kind.Object | (1 << 8), text - out, work.to - out, node], root);
    } else {
      work.to = text;
      node = root;
    }
    if (last === first) continue;
    const places = [text - out, work.to - out, first - source, last - source, line];
    rows.set([...places, cells, isWhole ? root : -1, flags], row * ROW);
    row += 1;
  }

  const { from, to, lines } = work;
  new Int32Array(buffer, state, 7).set([from - source, stop, to - out, node, lines, ends[LF_ROW] ?? 0, ends[CRLF_ROW] ?? 0]);
  return row;
}

function copyKey(work: Work, text: number, length: number): boolean {
  if (work.to + length > work.roomEnd) return false;
  work.bytes.copyWithin(work.to, text, text + length);
  work.to += length;
  return true;
}

function plainCell(work: Work): number {
  const { bytes, end, roomEnd, delimiter } = work;
  while (work.from < end) {
    if (work.to > roomEnd) return FULL;
    const byte = bytes[work.from] as number;
    if (byte === CR && work.from + 1 === end) return MORE;
    work.from += 1;
    if (byte === delimiter) return CELL;
    if (byte === LF) return LF_ROW;
    if (byte === CR && bytes[work.from] === LF) {
      work.from += 1;
      return CRLF_ROW;
    }
    write(work, byte);
  }
  return MORE;
}

function quotedCell(work: Work): number {
  const { bytes, end, roomEnd, quote } = work;
  work.from += 1;
  while (work.from < end) {
    if (work.to > roomEnd) return FULL;
    const byte = bytes[work.from++] as number;
    if (byte === LF) work.lines += 1;
    if (byte === quote) {
      if (work.from === end) return MORE;
      if (bytes[work.from] !== quote) return closed(work);
      work.from += 1;
    }
    write(work, byte);
  }
  return MORE;
}

/** What the byte after a closing quote ends. */
function closed(work: Work): number {
  const next = work.bytes[work.from++] as number;
  if (next === work.delimiter) return CELL;
  if (next === LF) return LF_ROW;
  if (next !== CR) return ODD;
  if (work.from === work.end) return MORE;
  return work.bytes[work.from++] === LF ? CRLF_ROW : ODD;
}

/** The byte before `from`, as it stands in a JSON string. */
function write(work: Work, byte: number): void {
  const { bytes } = work;
  if (byte >= 0x20 && byte !== 0x22 && byte !== 0x5c) {
    if (isMarked(bytes, work.from - 1)) work.flags |= MARK_FLAGS[byte] as number;
    bytes[work.to++] = byte;
    return;
  }
  const isSpace = byte === 0x09 || byte === LF || byte === CR;
  work.flags |= byte < 0x20 && !isSpace ? TextFlag.Escaped | TextFlag.Control : TextFlag.Escaped;
  const escaped = JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
  for (const letter of escaped) bytes[work.to++] = letter.charCodeAt(0);
}
