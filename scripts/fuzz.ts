import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Outcome, runCase, type Target } from '../packages/readers/src/fuzz/case.js';
import { TARGETS } from '../packages/readers/src/fuzz/targets.js';

const usage = `Usage: tsx scripts/fuzz.ts [options]
Reads mutated files and prints a row a target: what came of them, and whether a reader crashed, hung for 5 s or lost rows in silence.

  --reader LIST   (all) by comma: ${Object.keys(TARGETS).join(' ')}
  --runs N        (10000) files of each
  --seed N        (1) equal seeds make equal files
  --from N        (0) number of the first file: \`--from 17 --runs 1\` repeats one
Exit status 1 where something is wrong.`;

const HANG_MS = 5000;
const WATCH_MS = 250;
/** Told examples of what is wrong with one target. */
const EXAMPLES = 5;

interface Options {
  readonly names: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly from: number;
}

interface Task {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}

/** From the process that reads: a file's number before it is read, or what came of it. */
type Report = { readonly run: number; readonly outcome: Outcome | null };

interface Row {
  readonly counts: Record<Outcome['kind'] | 'hang', number>;
  readonly examples: string[];
  slowest: number;
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      reader: { type: 'string', default: 'all' },
      runs: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  const names = values.reader === 'all' ? Object.keys(TARGETS) : values.reader.split(',');
  const unknown = names.find((name) => TARGETS[name] === undefined);
  if (unknown !== undefined) console.error(`No target is called ${unknown}.`);
  if (values.help || unknown !== undefined) return null;
  return { names, runs: Number(values.runs), seed: Number(values.seed), from: Number(values.from) };
}

/** Reads a target's files in processes of their own: one that hangs or dies costs one file. */
async function fuzz(name: string, { from, runs, seed }: Options): Promise<Row> {
  const row: Row = { counts: { clean: 0, faults: 0, damage: 0, wrong: 0, crash: 0, hang: 0 }, examples: [], slowest: 0 };
  for (let next = from; next < from + runs; ) next = await fuzzFrom({ name, from: next, to: from + runs, seed }, row);
  return row;
}

/** Gives the number of the next file to read. */
function fuzzFrom(task: Task, row: Row): Promise<number> {
  const child = fork(import.meta.filename, [CHILD, JSON.stringify(task)]);
  let current = task.from;
  let since: number | null = null;
  let next = task.from;
  const tell = (kind: keyof Row['counts'], what: string | null): void => {
    row.counts[kind] += 1;
    if (kind !== 'wrong' && kind !== 'crash' && kind !== 'hang') return;
    if (row.examples.length < EXAMPLES) row.examples.push(`${task.name} ${current}: ${kind}: ${what ?? ''}`);
  };
  child.on('message', ({ run, outcome }: Report) => {
    current = run;
    since = outcome === null ? performance.now() : null;
    if (outcome === null) return;
    next = run + 1;
    row.slowest = Math.max(row.slowest, outcome.milliseconds);
    tell(outcome.milliseconds > HANG_MS ? 'hang' : outcome.kind, outcome.what);
  });
  const watch = setInterval(() => {
    if (since === null || performance.now() - since <= HANG_MS) return;
    tell('hang', `over ${HANG_MS} ms`);
    next = current + 1;
    since = null;
    child.kill('SIGKILL');
  }, WATCH_MS);
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => {
      clearInterval(watch);
      if (next === task.from && since === null) reject(new Error(`no file of ${task.name} could be read: exit ${code}`));
      if (since !== null) {
        tell('crash', `the process ended with ${code}`);
        next = current + 1;
      }
      resolve(next);
    });
  });
}

const CHILD = '--child';

async function runTask({ name, from, to, seed }: Task): Promise<void> {
  const target = TARGETS[name] as Target;
  const send = (report: Report): Promise<void> => new Promise((resolve) => process.send?.(report, () => resolve()));
  for (let run = from; run < to; run += 1) {
    await send({ run, outcome: null });
    await send({ run, outcome: await runCase(target, seed, run) });
  }
  process.disconnect?.();
}

async function main(): Promise<void> {
  if (process.argv[2] === CHILD) {
    await runTask(JSON.parse(process.argv[3] ?? '') as Task);
    return;
  }
  const options = readOptions();
  if (options === null) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  console.log(
    '| target | files | clean | faults told | damage told | rows lost | crash | hang | slowest ms |\n|---|---|---|---|---|---|---|---|---|',
  );
  for (const name of options.names) {
    const { counts, examples, slowest } = await fuzz(name, options);
    const { clean, faults, damage, wrong, crash, hang } = counts;
    console.log(`| ${[name, options.runs, clean, faults, damage, wrong, crash, hang, Math.ceil(slowest)].join(' | ')} |`);
    for (const example of examples) console.error(example);
    if (wrong + crash + hang > 0) process.exitCode = 1;
  }
}

await main();
