import { Buffer } from 'node:buffer';

/** Writes rows as JSON objects of strings into one buffer. Cells are Latin-1 strings over UTF-8 bytes: no text is ever decoded. */
export interface RowWriter {
  readonly columns: number;
  bytes: Buffer;
  used: number;
  /** what stands before each cell, from `{"name":` on */
  readonly before: readonly string[];
}

export function createRowWriter(names: readonly string[]): RowWriter {
  const before = names.map((name, i) => `${i === 0 ? '{' : ','}${asLatin1(JSON.stringify(name))}:`);
  return { columns: names.length, bytes: Buffer.allocUnsafe(0), used: 0, before };
}

export function asLatin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

export function fromLatin1(text: string): string {
  return Buffer.from(text, 'latin1').toString();
}

/** Gives the end of the row in `bytes`; it begins where `used` was. */
export function writeRow(writer: RowWriter, cells: readonly string[]): number {
  let text = '';
  for (let i = 0; i < cells.length; i += 1) text += writer.before[i] + quoted(cells[i] as string);
  text += '}';
  const needed = writer.used + text.length;
  if (needed > writer.bytes.length) {
    const grown = Buffer.allocUnsafe(needed * 2);
    writer.bytes.copy(grown, 0, 0, writer.used);
    writer.bytes = grown;
  }
  writer.used += writer.bytes.write(text, writer.used, 'latin1');
  return writer.used;
}

function quoted(cell: string): string {
  return /["\\\u0000-\u001f]/.test(cell) ? JSON.stringify(cell) : `"${cell}"`;
}

/** Column names that are all there and all different; `repeated` tells which were not different. */
export function columnNames(header: readonly string[]): {
  readonly names: readonly string[];
  readonly repeated: readonly string[];
} {
  const given = header.map((name, i) => (name === '' ? `column${i + 1}` : name));
  const taken = new Set(given);
  const seen = new Set<string>();
  const repeated: string[] = [];
  const names = given.map((name) => {
    if (!seen.has(name)) {
      seen.add(name);
      return name;
    }
    repeated.push(name);
    let n = 1;
    while (taken.has(`${name}_${n}`)) n += 1;
    taken.add(`${name}_${n}`);
    return `${name}_${n}`;
  });
  return { names, repeated };
}
