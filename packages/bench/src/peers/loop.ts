// The least that any program in Node does: readline and JSON.parse. Usage: node loop.js <data.jsonl>
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

let records = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]), crlfDelay: Number.POSITIVE_INFINITY })) {
  JSON.parse(line);
  records++;
}
console.log(JSON.stringify({ records }));
