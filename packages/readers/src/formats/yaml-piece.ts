import { Buffer } from 'node:buffer';
import type { Damage } from '@jatdae/kernel';
import { type Document, LineCounter, type Node, parseAllDocuments } from 'yaml';
import { writeAscii, writeString } from './json-text.js';
import { endRecord, type RecordSink, rejectRecord } from './record-sink.js';
import type { YamlPiece } from './yaml-cut.js';
import { isTooDeep } from './yaml-depth.js';
import { itemsAt, type YamlItem } from './yaml-items.js';
import { type Aliases, aliasesOf, writeMembers, writeNode, YamlProblem } from './yaml-node.js';

/** What the aliases of a piece may make of it. */
const EXPANDED_BYTES = 128 << 20;

/** Damage where the piece is no YAML and cannot be cut further. `start`: offset of the text in the file. */
export function readPiece(piece: YamlPiece, start: number, pointer: string | null, sink: RecordSink): Damage | null {
  const tooDeep = isTooDeep(piece.text, sink.depth + PATH_DEPTH);
  const parsed = tooDeep ? TOO_DEEP : parse(piece.text);
  if (parsed.error !== null) {
    const smaller = piece.items();
    if (smaller === null) return tooDeep ? rejectDeep(piece, start, sink) : rejectPiece(piece, start, parsed.error, sink);
    for (const one of smaller) {
      const damage = readPiece(one, start, pointer, sink);
      if (damage !== null) return damage;
    }
    return null;
  }
  const place = createPlace(piece, start, parsed.lines);
  for (const document of parsed.documents) {
    const aliases = aliasesOf(document);
    const items = itemsAt(document, aliases, pointer);
    if (typeof items === 'string') return { code: 'F007', byte: start, reason: items, told: false };
    for (const item of items) {
      writeItem(sink, aliases, item, place(item.node ?? item.key));
      if (sink.text.used > EXPANDED_BYTES)
        return { code: 'F005', byte: start + piece.byte, reason: 'expansion-ratio', told: false };
    }
  }
  return null;
}

interface SyntaxSlip {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

interface Parsed {
  readonly documents: readonly Document[];
  readonly lines: LineCounter;
  readonly error: SyntaxSlip | null;
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      intAsBigInt: true,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const documents: readonly Document[] = Array.isArray(parsed) ? parsed : [];
    const [first] = documents.flatMap(({ errors }) => errors).sort((a, b) => a.pos[0] - b.pos[0]);
    if (first === undefined) return { documents, lines, error: null };
    const { line, col } = lines.linePos(first.pos[0]);
    return { documents, lines, error: { offset: first.pos[0], line, column: col } };
  } catch (error) {
    // Brackets so deep that the parser's recursion ends.
    if (!(error instanceof RangeError)) throw error;
    return { documents: [], lines, error: { offset: 0, line: 1, column: 1 } };
  }
}

/** Levels that may stand above an item. */
const PATH_DEPTH = 100;
const TOO_DEEP: Parsed = { documents: [], lines: new LineCounter(), error: { offset: 0, line: 1, column: 1 } };

function rejectDeep(piece: YamlPiece, start: number, sink: RecordSink): Damage | null {
  const byte = start + piece.byte;
  rejectRecord(sink, 'F006', { reason: 'depth', limit: sink.depth }, piece.line, byte);
  return piece.single ? null : { code: 'F006', byte, reason: 'depth', told: true };
}

function rejectPiece(piece: YamlPiece, start: number, error: SyntaxSlip, sink: RecordSink): Damage | null {
  const line = piece.line + error.line;
  rejectRecord(sink, 'F007', { reason: 'yaml-syntax', line }, line - 1, start + piece.byte, error.column);
  const byte = start + piece.byte + Buffer.byteLength(piece.text.slice(0, error.offset));
  return piece.single ? null : { code: 'F007', byte, reason: 'yaml-syntax', told: true };
}

interface ItemPlace {
  readonly line: number;
  readonly byte: number;
}

/** Lines and bytes of nodes, which are asked for in order. */
function createPlace(
  piece: YamlPiece,
  start: number,
  lines: { linePos(offset: number): { readonly line: number } },
): (node: Node | null) => ItemPlace {
  let at = 0;
  let byte = start + piece.byte;
  return (node) => {
    const offset = node?.range?.[0] ?? at;
    byte += offset >= at ? Buffer.byteLength(piece.text.slice(at, offset)) : -Buffer.byteLength(piece.text.slice(offset, at));
    at = offset;
    return { line: piece.line + lines.linePos(offset).line - 1, byte };
  };
}

function writeItem(sink: RecordSink, aliases: Aliases, item: YamlItem, { line, byte }: ItemPlace): void {
  try {
    if (item.name === null) writeNode(sink, aliases, item.node, 1);
    else writeKeyed(sink, aliases, item, item.name);
    endRecord(sink, line, byte);
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    const size = sink.text.used - sink.start;
    rejectRecord(sink, error.code, error.data.reason === 'record-bytes' ? { ...error.data, size } : error.data, line, byte);
  }
}

/** As for JSON: `{"$key": key, …}` of a map, `{"$key": key, "value": value}` of anything else. */
function writeKeyed(sink: RecordSink, aliases: Aliases, item: YamlItem, name: string): void {
  writeAscii(sink.text, '{"$key":');
  writeString(sink.text, name);
  if (item.map === null) {
    writeAscii(sink.text, ',"value":');
    writeNode(sink, aliases, item.node, 1);
  } else if (item.map.items.length > 0) {
    writeAscii(sink.text, ',');
    writeMembers(sink, aliases, item.map, 1);
  }
  writeAscii(sink.text, '}');
}
