import { type Counts, countsOfReport, disagreement } from './counts.js';
import { type Dataset, jatdaeProgram, makeDataset, type Variant } from './dataset.js';
import { type Measurement, measure, measurePipe } from './measure.js';
import { CORE, EVERY_RULE, OURS, type Ours } from './ours.js';
import { type Format, type Peer, programOf } from './peers.js';
import { type Case, type Failure, figuresOf, type Row, type Scenario } from './results.js';

export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<Measurement>;
  /** undefined where it counts nothing */
  readonly countsOf: (run: Measurement) => Counts | undefined;
}

/** Ours once with every rule and once with the core ones. */
function ours(dataset: Dataset, jobs: number, suffix = ''): Contestant[] {
  return OURS.map((one) => oursWith(one, dataset, jobs, suffix));
}

function oursWith({ name, flags }: Ours, dataset: Dataset, jobs: number, suffix: string): Contestant {
  return {
    name: `${name}${suffix}`,
    run: () => measure([jatdaeProgram, 'validate', dataset.folder, '--jobs', String(jobs), '--format', 'json', ...flags]),
    countsOf({ exitCode, stdout }) {
      // 1 is "rejected" and 3 "incomplete" (a requirement that no rule judges yet): both are whole reports.
      if (![0, 1, 3].includes(exitCode)) throw new Error(`jatdae ended with ${exitCode}`);
      return countsOfReport(stdout);
    },
  };
}

function contestantOf({ name }: Peer, dataset: Dataset, jobs: number): Contestant {
  if (name === 'cat') return { name, run: () => measurePipe(dataset.data), countsOf: () => undefined };
  return {
    name,
    run: () => measure([programOf(name), dataset.data, dataset.schema, String(jobs)], { POLARS_MAX_THREADS: String(jobs) }),
    countsOf({ exitCode, stdout }) {
      if (exitCode !== 0) throw new Error(`${name} ended with ${exitCode}`);
      return JSON.parse(stdout) as Counts;
    },
  };
}

/** Runs everything once on items with planted faults. Throws where a program counts other than what was planted. */
export async function proveAgreement(
  format: Format,
  peers: readonly Peer[],
  root: string,
  jobs: number,
  size = '4MiB',
): Promise<void> {
  const dataset = await makeDataset({ format, size, variant: 'planted', models: 0 }, root);
  const { expected } = dataset;
  if (expected === undefined) throw new Error(`nothing was planted in ${dataset.folder}`);
  const wrong: string[] = [];
  for (const contestant of [...ours(dataset, jobs), ...peers.map((peer) => contestantOf(peer, dataset, jobs))]) {
    const counts = contestant.countsOf(await contestant.run());
    const differing = counts === undefined ? undefined : disagreement(expected, counts);
    if (differing !== undefined) wrong.push(`${contestant.name} counts ${differing}`);
  }
  if (wrong.length > 0) throw new Error(`no figure is comparable: on ${format} with planted faults\n${wrong.join('\n')}`);
}

export interface CasePlan {
  readonly format: Format;
  readonly size: string;
  readonly scenario: Scenario;
  readonly jobs: number;
  readonly runs: number;
}

const VARIANT: Readonly<Record<Scenario, Variant>> = { clean: 'clean', cold: 'clean', broken: 'broken', shuffled: 'shuffled' };

/** Measures all in turn, `runs` times, and checks after each run that they have counted the same. */
export async function measureCase(
  plan: CasePlan,
  peers: readonly Peer[],
  root: string,
  tell: (text: string) => void,
): Promise<Case> {
  const { format, size, scenario, jobs } = plan;
  const make = (variant: Variant) => makeDataset({ format, size, variant, models: scenario === 'cold' ? 3 : 0 }, root);
  const dataset = await make(VARIANT[scenario]);
  const contestants = [...ours(dataset, jobs), ...peers.map((peer) => contestantOf(peer, dataset, jobs))];
  const hasTwin = scenario === 'broken' || scenario === 'shuffled';
  const twin = hasTwin ? ours(await make('clean'), jobs, '-clean') : [];

  const measured = new Map<string, Measurement[]>();
  const failures: Failure[] = [];
  let reference: Counts | undefined;
  for (let round = 1; round <= plan.runs; round++) {
    for (const contestant of [...contestants, ...twin]) {
      const { name } = contestant;
      if (failures.some((failure) => failure.name === name)) continue;
      const run = await finished(contestant, failures);
      const told = run === undefined ? 'did not get to the end' : `${run.seconds.toFixed(2)} s`;
      tell(`${format} ${size} ${scenario}, round ${round} of ${plan.runs}: ${name} ${told}`);
      if (run === undefined) measured.delete(name);
      if (run === undefined) continue;
      measured.set(name, [...(measured.get(name) ?? []), run]);
      const counts = contestant.countsOf(run);
      if (counts === undefined || twin.includes(contestant)) continue;
      reference ??= counts;
      const differing = disagreement(reference, counts);
      if (differing !== undefined) throw new Error(`${name} counts ${differing} (as ours does)`);
    }
  }
  return {
    format,
    size,
    scenario,
    jobs,
    bytes: dataset.bytes,
    itemBytes: dataset.itemBytes,
    records: reference?.records ?? 0,
    rows: rowsOf(measured, plan.runs),
    failures,
  };
}

/** A run of a peer that breaks down (out of memory, say) is told, and the others go on; one of ours ends everything. */
async function finished(contestant: Contestant, failures: Failure[]): Promise<Measurement | undefined> {
  try {
    const run = await contestant.run();
    contestant.countsOf(run);
    return run;
  } catch (error) {
    if (contestant.name.startsWith('jatdae')) throw error;
    failures.push({ name: contestant.name, why: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function rowsOf(measured: ReadonlyMap<string, readonly Measurement[]>, runs: number): Row[] {
  const date = new Date().toISOString().slice(0, 10);
  const [every, core] = [EVERY_RULE, CORE].map(({ name }) => figuresOf(measured.get(name) ?? []));
  return [...measured].map(([name, list]) => ({ name, runs, figures: figuresOf(list), ours: every, core, date }));
}
