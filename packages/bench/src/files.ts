import { parseArgs } from 'node:util';
import { jatdaeProgram } from './data.js';
import { type ManyForm, manyFilesAs } from './many-files.js';
import { type Measurement, measure, median } from './measure.js';

// `pnpm bench:files`: one item a file, in a folder and in archives.
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '2' },
    forms: { type: 'string', default: 'folder,stored.zip,deflate.zip,tar.gz' },
  },
});
const count = Number(values.count);

console.log(`${count} files of one item, medians of ${values.runs}, Node ${process.version}\n`);
console.log('| | wall | user CPU | system CPU | peak RSS |\n| --- | ---: | ---: | ---: | ---: |');
for (const form of values.forms.split(',') as ManyForm[]) {
  const target = await manyFilesAs(form, count);
  const runs: Measurement[] = [];
  for (let round = 0; round < Number(values.runs); round++) {
    runs.push(checked(await measure([jatdaeProgram, 'validate', target, '--jobs', values.jobs, '--format', 'json'])));
  }
  console.log(row(form, runs));
}

/** A time means something only where every file was read. */
function checked(run: Measurement): Measurement {
  const report = JSON.parse(run.stdout) as {
    complete: boolean;
    deliverable: { items: number };
    subMetrics: { unique: number }[];
  };
  const unique = report.subMetrics.reduce((sum, entry) => sum + entry.unique, 0);
  if (!report.complete || report.deliverable.items !== count || unique !== count) {
    throw new Error(`${report.deliverable.items} items, ${unique} of them valid and unique, where there are ${count}`);
  }
  return run;
}

function row(name: string, runs: readonly Measurement[]): string {
  const of = (value: (run: Measurement) => number): number => median(runs.map(value));
  const seconds = (value: (run: Measurement) => number): string => `${of(value).toFixed(2)} s`;
  const cells = [
    name,
    seconds((run) => run.seconds),
    seconds((run) => run.userSeconds),
    seconds((run) => run.systemSeconds),
    `${(of((run) => run.peakBytes) / 2 ** 20).toFixed(0)} MiB`,
  ];
  return `| ${cells.join(' | ')} |`;
}
