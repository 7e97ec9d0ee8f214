import { inflateRawSync } from 'node:zlib';
import { SaxesParser } from 'saxes';

/** A cell as it stands in the file. */
export interface ReadCell {
  readonly place: string;
  readonly type: string | undefined;
  readonly style: string | undefined;
  readonly text: string;
  readonly isFormula: boolean;
}

/** The members of a zip by name, by its directory. */
export function unzip(bytes: Buffer): Map<string, string> {
  const members = new Map<string, string>();
  const end = bytes.lastIndexOf('PK\u0005\u0006');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, length, start] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const content = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    members.set(name, inflateRawSync(bytes.subarray(content, content + packed)).toString('utf8'));
    at += 46 + length;
  }
  return members;
}

/** The rows of a sheet; throws where its XML is not well formed. */
export function rowsOf(xml: string): ReadCell[][] {
  const rows: ReadCell[][] = [];
  let cell: { -readonly [Key in keyof ReadCell]: ReadCell[Key] } | null = null;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const { r = '', t, s } = attributes as Record<string, string>;
    if (name === 'row') rows.push([]);
    else if (name === 'c') {
      cell = { place: r, type: t, style: s, text: '', isFormula: false };
      rows.at(-1)?.push(cell);
    } else if (name === 'f' && cell !== null) cell.isFormula = true;
  });
  parser.on('text', (text) => {
    if (cell !== null) cell.text += text;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'c') cell = null;
  });
  parser.write(xml).close();
  return rows;
}
