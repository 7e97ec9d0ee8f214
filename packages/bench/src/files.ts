import { parseArgs } from 'node:util';
import { type ManyForm, manyFilesAs } from './data/many-files.js';
import { jatdaeProgram } from './dataset.js';
import { type Measurement, measure } from './measure.js';
import { positive } from './options.js';
import { OURS, type Ours } from './ours.js';
import { figuresOf } from './results.js';

/** One item a file, in a folder and in archives: prints a table. */
export async function measureManyFiles(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string', default: '100000' },
      runs: { type: 'string', default: '3' },
      jobs: { type: 'string', default: '2' },
      forms: { type: 'string', default: 'folder,stored.zip,deflate.zip,tar.gz' },
    },
  });
  const count = positive('--count', values.count);
  const rounds = positive('--runs', values.runs);
  console.log(`${count} files of one item, medians of ${rounds}, Node ${process.version}\n`);
  console.log('| | rules | wall | user CPU | system CPU | peak RSS |\n| --- | --- | ---: | ---: | ---: | ---: |');
  for (const form of values.forms.split(',') as ManyForm[]) {
    const target = await manyFilesAs(form, count);
    const runs = new Map<Ours, Measurement[]>();
    for (let round = 0; round < rounds; round++) {
      for (const ours of OURS) {
        const call = [jatdaeProgram, 'validate', target, '--jobs', values.jobs, '--format', 'json', ...ours.flags];
        runs.set(ours, [...(runs.get(ours) ?? []), checked(await measure(call), count)]);
      }
    }
    for (const [ours, list] of runs) console.log(row(form, ours, list));
  }
}

/** A time means something only where every file was read. */
function checked(run: Measurement, count: number): Measurement {
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

function row(name: string, { rules }: Ours, runs: readonly Measurement[]): string {
  const { wall, user, system, peakBytes } = figuresOf(runs);
  const cells = [
    name,
    rules,
    ...[wall, user, system].map((seconds) => `${seconds.toFixed(2)} s`),
    `${((peakBytes ?? 0) / 2 ** 20).toFixed(0)} MiB`,
  ];
  return `| ${cells.join(' | ')} |`;
}
