// The loop that people write themselves: readline, JSON.parse, ajv. Usage: node baseline.js <data.jsonl> <item.schema.json>
// Prints {"records": N, "valid": N} to stdout.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Ajv2020 } from 'ajv/dist/2020.js';

const [, , dataPath, schemaPath] = process.argv;
const isValid = new Ajv2020().compile(JSON.parse(readFileSync(schemaPath, 'utf8')));

let records = 0;
let valid = 0;
for await (const line of createInterface({ input: createReadStream(dataPath), crlfDelay: Number.POSITIVE_INFINITY })) {
  records++;
  if (isValid(JSON.parse(line))) valid++;
}
console.log(JSON.stringify({ records, valid }));
