import { type Aside, type LogRoom, lostSplit, type Plan, type TaskResult } from '@jatdae/validator';
import { type Desk, resultIn } from './desk.js';
import type { Work } from './fleet.js';
import type { Outcome } from './in-order.js';
import { NOT_THERE, SEEN_OTHERWISE } from './job.js';
import { runsOf, type SplitRun } from './runs.js';
import { asTree, treeOver } from './tree.js';

type Scanned = Extract<TaskResult, { kind: 'scanned' }>['result'];

/** Scans what is left of the splits, in runs, and merges what came of them as a tree where they are many. Results come in plan order. */
export async function* scanOn(desk: Desk, plan: Plan, signal: AbortSignal, aside?: Aside): AsyncGenerator<Scanned, void, void> {
  const left = plan.splits.flatMap(({ index }) => (aside?.done.has(index) === true ? [] : [index]));
  const { runBytes, fanIn } = desk.shape;
  const runs = runsOf(plan, left, desk.fleet.slots(), runBytes);
  const tree = treeOver(runs.length, fanIn ?? runs.length);
  if (tree.depth === 0) return yield* scanRuns(desk, plan, runs, signal);
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const merger = createMerger(desk, plan, either, aside);
  try {
    for await (const piece of asTree(piecesOf(desk, plan, runs, either), { ...tree, ...merger })) {
      let splits = 0;
      for await (const scanned of valuesOf(desk, plan, piece, either)) {
        splits += scanned.splits.length;
        yield scanned;
      }
      // What comes behind something that is missing is no part of what was scanned until then.
      if (splits < splitsOf(piece)) return;
    }
  } catch (error) {
    // Nobody who interrupts waits for a server that is away.
    if (!signal.aborted) throw error;
  } finally {
    ended.abort();
  }
}

async function* scanRuns(
  desk: Desk,
  plan: Plan,
  runs: readonly SplitRun[],
  signal: AbortSignal,
): AsyncGenerator<Scanned, void, void> {
  const runAt = (k: number): SplitRun => runs[k] as SplitRun;
  let due = 0;
  for await (const outcome of desk.results(runs.length, async (k) => workOf(runAt(k)), describe(plan, runs), signal)) {
    const run = runAt(due++);
    const result = resultIn(outcome, 'scanned')?.result;
    if (result !== undefined) yield detached(result, desk.room);
    else if (run.count > 1) yield* scanRuns(desk, plan, oneByOne(run), signal);
    else yield lostSplit(plan, splitOf(plan, run), reasonOf(outcome));
  }
}

/** A value of the run, and what it is the result of: the shape of a tree is nowhere else, so that what is lost can be made again. */
interface Piece {
  readonly name: string;
  readonly runs: readonly SplitRun[];
}

/** Scans runs and leaves what came of them where workers find it. */
async function* piecesOf(
  desk: Desk,
  plan: Plan,
  runs: readonly SplitRun[],
  signal: AbortSignal,
): AsyncGenerator<Piece, void, void> {
  const runAt = (k: number): SplitRun => runs[k] as SplitRun;
  let due = 0;
  const outcomes = desk.results(runs.length, async (k) => workOf(runAt(k)), describe(plan, runs), signal, 'stays');
  for await (const outcome of outcomes) {
    const run = runAt(due++);
    if (!('lost' in outcome)) yield { name: outcome.name, runs: [run] };
    else if (run.count > 1) yield* piecesOf(desk, plan, oneByOne(run), signal);
    else {
      const result = lostSplit(plan, splitOf(plan, run), reasonOf(outcome));
      // Of another name than what a worker that was thought dead may still bring.
      const name = `lost-${run.first}`;
      await desk.run.blobs.put(name, { kind: 'scanned', result } satisfies TaskResult);
      yield { name, runs: [run] };
    }
  }
}

/** What a piece holds; what is no longer there is scanned again. */
async function* valuesOf(
  desk: Desk,
  plan: Plan,
  { name, runs }: Piece,
  signal: AbortSignal,
): AsyncGenerator<Scanned, void, void> {
  const scanned = await heldBy(desk, name);
  if (scanned === null) return yield* scanRuns(desk, plan, runs, signal);
  yield scanned;
  await desk.run.blobs.drop(name);
}

async function heldBy({ run: { blobs }, room }: Desk, name: string): Promise<Scanned | null> {
  const value = await blobs.get(name);
  return value === null ? null : detached((value as Extract<TaskResult, { kind: 'scanned' }>).result, room);
}

function createMerger(desk: Desk, plan: Plan, signal: AbortSignal, aside: Aside | undefined) {
  const { blobs } = desk.run;

  async function merged(pieces: readonly Piece[]): Promise<readonly Piece[]> {
    if (pieces.length === 1 || signal.aborted) return pieces;
    const work = await desk.asValue({ kind: 'merge-values', names: pieces.map(({ name }) => name) });
    const [first, last] = [pieces[0]?.runs[0], pieces.at(-1)?.runs.at(-1)];
    const what = (_: number, reason: string): string | null =>
      reason === NOT_THERE || first === undefined || last === undefined
        ? null
        : `${placeOf(plan, splitOf(plan, first))} … ${placeOf(plan, splitOf(plan, last))}`;
    let came: Outcome | null = null;
    for await (const outcome of desk.results(1, async () => ({ ...work, isUrgent: true }), what, signal, 'stays')) came = outcome;
    if (came === null) return pieces;
    if ('lost' in came) {
      // It is not offered again.
      await desk.fleet.withdraw([came.name]);
      return madeAgain(pieces);
    }
    await blobs.drop(...pieces.map(({ name }) => name));
    return [{ name: came.name, runs: pieces.flatMap(({ runs }) => runs) }];
  }

  /** Of pieces that nobody could merge those that are not there are scanned again; all go on as they are. */
  async function madeAgain(pieces: readonly Piece[]): Promise<readonly Piece[]> {
    const there: Piece[] = [];
    for (const piece of pieces) {
      const again: Piece[] = [];
      if (!(await blobs.has(piece.name))) for await (const one of piecesOf(desk, plan, piece.runs, signal)) again.push(one);
      const isWhole = again.reduce((sum, one) => sum + splitsOf(one), 0) === splitsOf(piece);
      there.push(...(isWhole ? again : [piece]));
    }
    return there;
  }

  return {
    follows: (before: Piece, piece: Piece): boolean => {
      const [last, next] = [before.runs.at(-1), piece.runs[0]];
      return last !== undefined && last.first + last.count === next?.first;
    },
    async merge(pieces: readonly Piece[], level: number): Promise<readonly Piece[]> {
      const left = await merged(pieces);
      if (aside === undefined || level > 0) return left;
      for (const { name } of left) {
        const scanned = await heldBy(desk, name);
        if (scanned !== null) await aside.save(scanned);
      }
      return left;
    },
  };
}

const splitsOf = ({ runs }: Piece): number => runs.reduce((sum, { count }) => sum + count, 0);

const oneByOne = ({ first, count }: SplitRun): SplitRun[] =>
  Array.from({ length: count }, (_, k) => ({ first: first + k, count: 1 }));

const workOf = ({ first, count }: SplitRun): Work => ({
  name: count === 1 ? `split-${first}` : `splits-${first}-${count}`,
  split: first,
  count,
  task: null,
});

type Split = Plan['splits'][number];

const splitOf = ({ splits }: Plan, { first }: SplitRun): Split => splits[first] as Split;

/** What becomes of the splits of a run that was given up is told of them. */
const describe =
  (plan: Plan, runs: readonly SplitRun[]) =>
  (k: number): string | null => {
    const run = runs[k] as SplitRun;
    return run.count > 1 ? null : placeOf(plan, splitOf(plan, run));
  };

const reasonOf = (outcome: Outcome): string =>
  'lost' in outcome && outcome.lost === SEEN_OTHERWISE ? SEEN_OTHERWISE : 'given-up';

/** Arrays that were read are views of all the bytes that came; whoever keeps one must not keep the rest. */
function detached(result: Scanned, room: LogRoom): Scanned {
  const splits = result.splits.map(({ logs, ...scanned }) => ({ ...scanned, logs: logs === null ? null : copyOf(logs, room) }));
  return { ...result, splits };
}

type Logs = NonNullable<Scanned['splits'][number]['logs']>;

function copyOf({ ids, items, near, passages, keys }: Logs, room: LogRoom): Logs {
  const copied = (log: Int32Array): Int32Array => {
    const copy = room.take(log.length);
    copy.set(log);
    return copy;
  };
  return {
    ids: ids.slice(),
    items: items.slice(),
    near: {
      sketches: copied(near.sketches),
      lengths: near.lengths.slice(),
      wide: copied(near.wide),
      narrow: copied(near.narrow),
    },
    passages: passages.slice(),
    keys: keys.slice(),
  };
}

/** Where a split is, for people. */
export function placeOf(plan: Plan, split: Split | undefined): string {
  if (split === undefined) return '';
  const path = plan.files[plan.resources[split.resource]?.files[split.from] ?? -1]?.path ?? '';
  return split.to > split.from + 1 ? `${path} … (${split.to - split.from})` : `${path} (${split.start}–${split.end})`;
}
