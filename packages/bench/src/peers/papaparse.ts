// Rows as objects of strings, and the checks on one row. Usage: node papaparse.js <data.csv>
import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { isGoodRow } from '../field-checks.js';

let records = 0;
let invalid = 0;
const input = createReadStream(process.argv[2], { encoding: 'utf8', highWaterMark: 1 << 20 });
await new Promise<void>((resolve, reject) => {
  Papa.parse<Record<string, string>>(input, {
    header: true,
    skipEmptyLines: true,
    chunk({ data }) {
      records += data.length;
      for (const row of data) if (!isGoodRow(row)) invalid++;
    },
    complete: () => resolve(),
    error: reject,
  });
});
console.log(JSON.stringify({ records, invalid }));
