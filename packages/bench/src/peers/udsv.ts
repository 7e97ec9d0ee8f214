// Rows as objects of strings, and the checks on one row. Usage: node udsv.js <data.csv>
import { createReadStream } from 'node:fs';
import { inferSchema, initParser, type Parser } from 'udsv';
import { isGoodRow } from '../field-checks.js';

let records = 0;
let invalid = 0;
let parser: Parser | undefined;
const input: AsyncIterable<string> = createReadStream(process.argv[2], { encoding: 'utf8', highWaterMark: 1 << 20 });
for await (const text of input) {
  parser ??= initParser(inferSchema(text));
  parser.chunk<Record<string, string>>(text, parser.stringObjs, count);
}
parser?.end();
console.log(JSON.stringify({ records, invalid }));

function count(row: Record<string, string>): void {
  records++;
  if (!isGoodRow(row)) invalid++;
}
