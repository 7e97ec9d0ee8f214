// Rows as objects of strings, and the checks on one row. Usage: node csv-parse.js <data.csv>
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { isGoodRow } from '../field-checks.js';

let records = 0;
let invalid = 0;
const rows = createReadStream(process.argv[2], { highWaterMark: 1 << 20 }).pipe(parse({ columns: true }));
rows.on('data', (row: Record<string, string>) => {
  records++;
  if (!isGoodRow(row)) invalid++;
});
await new Promise<void>((resolve, reject) => rows.on('end', resolve).on('error', reject));
console.log(JSON.stringify({ records, invalid }));
