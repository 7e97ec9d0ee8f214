import { Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import { type ByteSink, buffered } from '@jatdae/workbook';
import { createRecordParser, membersOf, sourceOf } from './json-node.js';
import type { RecordWriter } from './record-writer.js';
import { type Column, isFormula } from './survey.js';

export interface CsvWriting {
  /** an apostrophe before a text that a spreadsheet would take for a formula */
  readonly guardFormulas: boolean;
}

/** A table by RFC 4180, UTF-8 without a mark. What is nested is JSON text in its cell; null and what is missing are empty cells. */
export function csvWriter(sink: ByteSink, columns: readonly Column[], { guardFormulas }: CsvWriting): RecordWriter {
  const out = buffered(sink);
  const parse = createRecordParser();
  const writeRow = (cells: readonly string[]): Promise<void> => out.write(Buffer.from(`${cells.map(csvCell).join(',')}\r\n`));
  const cellOf = (tape: Tape, node: number): string => {
    const text = cellText(tape, node);
    const isGuarded = guardFormulas && node >= 0 && kindOf(tape, node) === Kind.String && isFormula(text);
    return isGuarded ? `'${text}` : text;
  };
  let isBegun = false;
  const begin = async (): Promise<void> => {
    if (!isBegun && columns.length > 0) await writeRow(columns.map(({ name }) => name));
    isBegun = true;
  };
  return {
    async add(record) {
      await begin();
      const parsed = parse(record);
      if (parsed === null) return;
      const members = membersOf(parsed.tape, parsed.root);
      await writeRow(columns.map(({ name }) => cellOf(parsed.tape, members.get(name) ?? -1)));
    },
    async end() {
      await begin();
      await out.flush();
    },
  };
}

/** A value as the text of a cell. */
function cellText(tape: Tape, node: number): string {
  if (node < 0 || kindOf(tape, node) === Kind.Null) return '';
  return kindOf(tape, node) === Kind.String ? textOf(tape, node) : sourceOf(tape, node);
}

/** An empty cell is quoted: a row of a single one would be a blank line else. */
export const csvCell = (text: string): string =>
  text === '' || /[",\r\n]/u.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
