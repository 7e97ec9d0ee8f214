import { endOf, flagsOf, Kind, kindOf, nextOf, STRIDE, startOf, type Tape, TextFlag, textOf } from '@jatdae/kernel';
import type { ByteSource, Reader, ReadOptions } from '@jatdae/readers';
import { createFieldFinder } from '@jatdae/validator';
import type { ByteSink } from '@jatdae/workbook';
import { createRecordParser, type ParsedRecord } from '../write/json-node.js';
import { composed } from './compose.js';
import type { FieldFix } from './fields.js';
import type { ChangedPlace, FixName } from './fixes.js';

export interface JsonEditing {
  readonly source: ByteSource;
  readonly reader: Reader;
  /** of a file in UTF-8 that is not compressed and has no mark */
  readonly options: ReadOptions;
  readonly fields: readonly FieldFix[];
  /** decomposed Hangul that is written as escapes */
  readonly escapes: boolean;
  readonly signal: AbortSignal;
  onChange(fix: FixName, place: ChangedPlace): void;
}

/** Records of this file do not stand in it as they are read. */
export class NotInPlace extends Error {}

/**
 * Writes a file of JSON records with values of its records changed, and every other byte as it is. Without a sink it is only looked at.
 * @throws NotInPlace
 */
export async function editJson(editing: JsonEditing, sink: ByteSink | null): Promise<void> {
  const { source, reader, options, signal } = editing;
  const parse = createRecordParser();
  const finder = createFieldFinder(editing.fields.map(({ path }) => path));
  let at = 0;
  for await (const { bytes, size, start, end, byte, record } of reader.read(
    { source, start: 0, end: source.size },
    options,
    signal,
  )) {
    for (let i = 0; i < size; i++) {
      const json = bytes.subarray(start[i], end[i]);
      const place = await placeOf(source, json, byte[i] as number);
      const parsed = json.length === 0 ? null : parse(json);
      const edits = parsed === null ? [] : editsOf(parsed, editing, finder, (record[i] as number) + 1);
      if (edits.length === 0 || sink === null) continue;
      await copyRange(source, at, place, sink);
      let done = 0;
      for (const edit of edits) {
        await sink.write(json.subarray(done, edit.start));
        await sink.write(Buffer.from(edit.text));
        done = edit.end;
      }
      await sink.write(json.subarray(done));
      at = place + json.length;
    }
  }
  if (sink !== null) await copyRange(source, at, source.size, sink);
}

/** Where in the file a record's bytes begin: RFC 7464 has its separator before them. */
async function placeOf(source: ByteSource, json: Uint8Array, byte: number): Promise<number> {
  if (json.length === 0) return byte;
  const held = Buffer.alloc(json.length + 1);
  const count = await source.read(held, byte);
  const offset = held[0] === 0x1e ? 1 : 0;
  if (count < offset + json.length || Buffer.compare(held.subarray(offset, offset + json.length), json) !== 0)
    throw new NotInPlace();
  return byte + offset;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editsOf(
  { tape, root }: ParsedRecord,
  { fields, escapes, onChange }: JsonEditing,
  finder: ReturnType<typeof createFieldFinder>,
  record: number,
): Edit[] {
  const edits = new Map<number, Edit>();
  if (kindOf(tape, root) === Kind.Object && fields.length > 0) {
    finder.enter(tape, root);
    for (const { path, mend } of fields) {
      const node = finder.node(path);
      if (node < 0 || edits.has(node)) continue;
      const text = textOf(tape, node);
      const mended = mend({ text, kind: kindOf(tape, node) as Kind });
      if (mended === null) continue;
      edits.set(node, rangeOf(tape, node, mended.json));
      onChange(mended.fix, { record, pointer: path.pointer, ...(mended.shown ? { from: text, to: mended.cell } : {}) });
    }
  }
  if (escapes) addEscapes(tape, root, edits, () => onChange('nfc', { record }));
  return [...edits.values()].sort((a, b) => a.start - b.start);
}

/** Strings and names whose escapes are decomposed Hangul are written again. */
function addEscapes(tape: Tape, root: number, edits: Map<number, Edit>, onChange: () => void): void {
  const end = nextOf(tape, root);
  for (let node = root; node < end; node += STRIDE) {
    if (kindOf(tape, node) !== Kind.String || edits.has(node) || (flagsOf(tape, node) & TextFlag.Escaped) === 0) continue;
    const text = textOf(tape, node);
    const whole = composed(text);
    if (whole === text) continue;
    edits.set(node, rangeOf(tape, node, JSON.stringify(whole)));
    onChange();
  }
}

/** A string's range lies between its quotes. */
function rangeOf(tape: Tape, node: number, text: string): Edit {
  const quotes = kindOf(tape, node) === Kind.String ? 1 : 0;
  return { start: startOf(tape, node) - quotes, end: endOf(tape, node) + quotes, text };
}

const PIECE = 1 << 20;

async function copyRange(source: ByteSource, from: number, to: number, sink: ByteSink): Promise<void> {
  const piece = Buffer.allocUnsafe(Math.max(1, Math.min(PIECE, to - from)));
  for (let at = from; at < to; ) {
    const count = await source.read(piece.subarray(0, Math.min(piece.length, to - at)), at);
    if (count === 0) return;
    await sink.write(piece.subarray(0, count));
    at += count;
  }
}
