import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of deflated members, as small as one can be. */
export function zipOf(members: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(members)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fixed = Buffer.alloc(26);
    fixed.writeUInt16LE(20, 0);
    fixed.writeUInt16LE(0x0800, 2);
    fixed.writeUInt16LE(8, 4);
    fixed.writeUInt32LE(crc32(bytes), 10);
    fixed.writeUInt32LE(packed.length, 14);
    fixed.writeUInt32LE(bytes.length, 18);
    fixed.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fixed, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), fixed, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, entries, end]));
}

/** A workbook of one sheet for each name, given as XML of its rows; styles 1, 2 and 3 are a date, a time and both. */
export function workbookOf(sheets: Readonly<Record<string, string>>, sharedStrings = ''): Uint8Array {
  const names = Object.keys(sheets);
  const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${rels}/${type}" Target="${target}"/>`;
  const part = (name: string, content: string): string => `<?xml version="1.0"?><${name} xmlns:r="${rels}">${content}</${name}>`;
  const parts: Record<string, string> = {
    '_rels/.rels': part('Relationships', relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': part(
      'workbook',
      `<sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"/>`).join('')}</sheets>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      'Relationships',
      names.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('') +
        relation('a', 'sharedStrings', '/xl/sharedStrings.xml') +
        relation('b', 'styles', 'styles.xml'),
    ),
    'xl/sharedStrings.xml': part('sst', sharedStrings),
    'xl/styles.xml': part(
      'styleSheet',
      `<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;년&quot;\\ m/d\\ h:mm"/></numFmts>` +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="21"/><xf numFmtId="164"/></cellXfs>',
    ),
  };
  names.forEach((name, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = part('worksheet', `<sheetData>${sheets[name]}</sheetData>`);
  });
  return zipOf(parts);
}

/** A row of texts in the cells from A on. */
export function textRow(cells: readonly string[]): string {
  const cell = (text: string): string => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
  return `<row>${cells.map(cell).join('')}</row>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
