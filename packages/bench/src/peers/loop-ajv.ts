// The loop that people write themselves: readline, JSON.parse, ajv. Usage: node loop-ajv.js <data.jsonl> <item.schema.json>
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Ajv2020 } from 'ajv/dist/2020.js';

const [, , dataPath, schemaPath] = process.argv;
const isValid = new Ajv2020().compile(JSON.parse(readFileSync(schemaPath, 'utf8')));

let records = 0;
let invalid = 0;
for await (const line of createInterface({ input: createReadStream(dataPath), crlfDelay: Number.POSITIVE_INFINITY })) {
  records++;
  if (!isGood(line)) invalid++;
}
console.log(JSON.stringify({ records, invalid }));

function isGood(line: string): boolean {
  try {
    return isValid(JSON.parse(line));
  } catch {
    return false;
  }
}
