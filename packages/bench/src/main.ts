import { stat, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { baselineProgram, deliverableOf, jatdaeProgram } from './data.js';
import { type Measurement, measure } from './measure.js';
import { renderTable } from './table.js';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256MiB' },
    runs: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '2' },
    output: { type: 'string', short: 'o' },
  },
});

const folder = await deliverableOf(values.size);
const data = join(folder, 'data/items.jsonl');
const { size: bytes } = await stat(data);
const ours = [jatdaeProgram, 'validate', folder, '--jobs', values.jobs, '--format', 'json'];
const baseline = [baselineProgram, data, join(folder, 'schemas/item.schema.json')];

const oursRuns: Measurement[] = [];
const baselineRuns: Measurement[] = [];
for (let round = 1; round <= Number(values.runs); round++) {
  console.error(`round ${round} of ${values.runs}`);
  oursRuns.push(await measure(ours));
  baselineRuns.push(await measure(baseline));
  checkAgreement(oursRuns[oursRuns.length - 1], baselineRuns[baselineRuns.length - 1]);
}

const table = renderTable(
  [
    { name: `jatdae validate --jobs ${values.jobs}`, runs: oursRuns },
    { name: 'readline + JSON.parse + ajv', runs: baselineRuns },
  ],
  bytes,
);
const [cpu] = cpus();
const setting = `${(bytes / 2 ** 20).toFixed(0)} MiB of JSONL, medians of ${values.runs}, Node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown CPU'}`;
console.log(`${setting}\n\n${table}`);
if (values.output !== undefined) await writeFile(values.output, `${setting}\n\n${table}\n`);

/** A speed means something only where both read the same: equal counts of records and of valid ones. */
function checkAgreement(left: Measurement, right: Measurement): void {
  if (left.exitCode !== 0 && left.exitCode !== 1 && left.exitCode !== 3) throw new Error(`jatdae ended with ${left.exitCode}`);
  if (right.exitCode !== 0) throw new Error(`the baseline ended with ${right.exitCode}`);
  const report = JSON.parse(left.stdout) as { deliverable: { items: number }; subMetrics: { valid: number }[] };
  const counted = JSON.parse(right.stdout) as { records: number; valid: number };
  const valid = report.subMetrics.reduce((sum, entry) => sum + entry.valid, 0);
  if (report.deliverable.items !== counted.records || valid !== counted.valid) {
    throw new Error(`counts differ: ${report.deliverable.items} items, ${valid} valid beside ${JSON.stringify(counted)}`);
  }
}
