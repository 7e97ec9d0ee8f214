import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import {
  Dictionary,
  Field,
  Int32,
  List,
  RecordBatchFileWriter,
  RecordBatchStreamWriter,
  Table,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { textRow, workbookOf } from '../testing-workbook.js';

/** Records of every seed. */
export const RECORDS = 60;

const items = Array.from({ length: RECORDS }, (_, i) => ({ id: `q${i}`, question: `조선의 ${i}번째 임금은?`, answer: i % 5 }));
const jsonLines = items.map((item) => JSON.stringify(item));

export const jsonl = [bytesOf(`${jsonLines.join('\n')}\n`), bytesOf(`\ufeff${jsonLines.join('\r\n')}`)];
export const sequences = [
  bytesOf(jsonLines.map((line) => `\u001e${line}\n`).join('')),
  bytesOf(items.map((item) => `\u001e${JSON.stringify(item, null, 1).replaceAll('\n', '\r\n')}\r\n`).join('')),
];
export const json = [bytesOf(`[${jsonLines.join(',\n')}]`), bytesOf(JSON.stringify(items, null, 2))];
export const keyedJson = [
  bytesOf(JSON.stringify({ meta: [1, { a: '나' }], data: Object.fromEntries(items.map((item) => [item.id, item])) }, null, 1)),
];

/** Quoted cells with delimiters, line ends and doubled quotes. */
function tableOf(delimiter: string, lineEnd: string): Uint8Array {
  const rows = items.map(({ id, question, answer }) => {
    const cell = answer === 2 ? `"${question}${delimiter}""예""\n아니오"` : question;
    return [id, cell, answer].join(delimiter);
  });
  return bytesOf([['id', 'question', 'answer'].join(delimiter), ...rows, ''].join(lineEnd));
}

export const csv = [tableOf(',', '\n'), tableOf(',', '\r\n')];
export const tsv = [tableOf('\t', '\n'), tableOf('\t', '\r\n')];

const header = textRow(['id', 'question', 'answer']);
const sheetRows = items.map(
  ({ id, answer }, i) =>
    `<row r="${i + 2}"><c r="A${i + 2}" t="str"><v>${id}</v></c><c t="s"><v>${i}</v></c><c><v>${answer}</v></c></row>`,
);
const strings = items.map(({ question }) => `<si><t>${question}</t></si>`).join('');
const sheet = header + sheetRows.join('\n');
export const xlsx = [workbookOf({ 문항: sheet }, strings), workbookOf({ 문항: sheet, 둘째: header }, strings)];
/** XML of a sheet's rows; `workbookOf` is put around what becomes of it. */
export const sheetXml = [bytesOf(sheet)];

export function workbookAround(rows: Uint8Array): Uint8Array {
  return workbookOf({ 문항: Buffer.from(rows).toString() }, strings);
}

export const yaml = [
  bytesOf(items.map(({ id, question, answer }) => `- id: ${id}\n  question: "${question}"\n  answer: ${answer}\n`).join('')),
  bytesOf(items.map(({ id, question, answer }) => `- {id: ${id}, q: '${question}', answer: [${answer}]}\r\n`).join('')),
  bytesOf(
    `- &a {q: 가}\n- &b [*a, *a]\n${items
      .slice(2)
      .map(({ id }) => `- {id: ${id}, x: *b}\n`)
      .join('')}`,
  ),
];

function arrowOf(writer: RecordBatchFileWriter | RecordBatchStreamWriter): Uint8Array {
  const columns = {
    id: vectorFromArray(
      items.map(({ id }) => id),
      new Dictionary(new Utf8(), new Int32()),
    ),
    question: vectorFromArray(
      items.map(({ question, answer }) => (answer === 1 ? null : question)),
      new Utf8(),
    ),
    tags: vectorFromArray(
      items.map(({ answer }) => Array.from({ length: answer }, (_, k) => k)),
      new List(new Field('item', new Int32())),
    ),
  };
  const table = new Table(columns);
  for (let from = 0; from < RECORDS; from += 20) for (const batch of table.slice(from, from + 20).batches) writer.write(batch);
  writer.finish();
  return writer.toUint8Array(true);
}

export const arrowFile = [arrowOf(new RecordBatchFileWriter())];
export const arrowStream = [arrowOf(new RecordBatchStreamWriter())];

function parquetOf(codec: 'UNCOMPRESSED' | 'SNAPPY'): Uint8Array {
  const columnData = [
    { name: 'id', data: items.map(({ id }) => id) },
    { name: 'question', data: items.map(({ question, answer }) => (answer === 1 ? null : question)) },
    { name: 'answer', data: items.map(({ answer }) => answer) },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, codec, rowGroupSize: 20 }));
}

export const parquet = [parquetOf('SNAPPY'), parquetOf('UNCOMPRESSED')];

export const gzip = [
  new Uint8Array(gzipSync(jsonl[0] as Uint8Array)),
  Uint8Array.from(Buffer.concat(jsonLines.map((line) => gzipSync(`${line}\n`)))),
];

/** The same lines by zstd 1.5 with a checksum, since Node 20 cannot make them. */
export const zstd = [
  new Uint8Array(
    Buffer.from(
      'KLUv/WSgDuUHAOKLIyWAOekMM7Byj479iMVKdYL3gOjdmFLHkFHFqDVCUkrps4C8cUiF/////////2/btm3btm3bbdu2bdu2bUuSJEmSJEmS27Zt27ZtmxmM' +
        'LhZ0nDUN+m23JblNkYCeImgcRB4BxRSAAiVNKhIShrRUHtIkYgItC5TUIEkQDqmeegw4CiINA0gxhSD1lICjEAKAgKgh/Pr/G7BzSgcSOEEARfCPQiYElKAI' +
        '4w+KOfH27fp51m7JO3PujHz+Zd8+yWft+FABij8NT70TcdqbWhOeaTDVl2BpViqUeNKWVNhI/ABIY3jUjmzGGVX+M6L8w0jzj5HSlxsaEABbBcGEuUY=',
      'base64',
    ),
  ),
];

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
