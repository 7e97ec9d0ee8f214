import { type LostRecords, type OpenItems, openItems, type Problem, type RecordRun, UsageError } from '@jatdae/validator';
import { copyDeliverable } from '../copy/copy-deliverable.js';
import { newFolder } from '../output/new-folder.js';
import { chooseItems, type SubMetricShare } from './choose.js';
import { parseShare } from './share.js';
import { splitFieldOf } from './split-field.js';
import { SIDES, type Survey, surveyItems } from './survey.js';
import { joinUnits, type Units } from './units.js';

export interface SplitOptions {
  /** what is drawn follows from it and the items alone */
  readonly seed: string;
  /** `0.1` or `10%` */
  readonly share: string;
  /** fields that the split is even in, within each sub-metric */
  readonly by: readonly string[];
  /** items that agree in it stay together */
  readonly groupBy: string | null;
  /** items that are near each other (H004) stay together, too */
  readonly near: boolean;
  readonly temp?: string;
  readonly signal: AbortSignal;
}

/** What becomes of a split once it is drawn. */
export type SplitTask =
  | { readonly kind: 'list' }
  /** `field`: of records whose manifest names no field for the split */
  | { readonly kind: 'folder'; readonly folder: string; readonly field: string }
  | { readonly kind: 'check' };

export interface SplitSummary {
  readonly items: number;
  readonly drawn: number;
  readonly subMetrics: readonly (SubMetricShare & { readonly id: string })[];
  /** strata within the sub-metrics */
  readonly cells: number;
  /** groups of more than one item, the items in them, and of the largest */
  readonly groups: { readonly count: number; readonly items: number; readonly largest: number };
  /** items whose sub-metric is unknown: they stay public */
  readonly unknown: number;
  /** items that were not compared with all that they might be near */
  readonly notFullyCompared: number;
}

/** An item of the leaderboard split, for a list. */
export interface ListedItem {
  readonly id: string;
  readonly subMetric: string | null;
}

/** The first item whose split is not the one that follows from the seed. */
export interface SplitDifference {
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
  readonly id: string | null;
  readonly is: (typeof SIDES)[number];
  readonly wanted: (typeof SIDES)[number];
  /** items that differ in all */
  readonly count: number;
}

export type SplitResult =
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] }
  /** records that cannot be read: what would be drawn without them is not what is drawn with them */
  | { readonly status: 'incomplete'; readonly lost: number; readonly first: LostRecords }
  | {
      readonly status: 'done';
      readonly summary: SplitSummary;
      /** by id, then sub-metric; of a list alone */
      readonly listed: readonly ListedItem[];
      /** of a check, where there is one */
      readonly difference: SplitDifference | null;
    };

/**
 * Draws the leaderboard split of a deliverable, which is only read.
 * @throws UsageError where the call cannot be carried out; the signal's reason where it is aborted
 */
export async function splitDeliverable(target: string, options: SplitOptions, task: SplitTask): Promise<SplitResult> {
  const share = parseShare(options.share);
  const open = await openItems(target, options.signal, options.temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  try {
    if (task.kind === 'folder') refuseHidden(open);
    const survey = await surveyItems(open, options);
    options.signal.throwIfAborted();
    const { count, first } = survey.lost;
    if (first !== null) return { status: 'incomplete', lost: count, first };
    refuseEmpty(survey, options);
    const near = options.near ? await open.nearPairs() : { pairs: [], cut: 0 };
    options.signal.throwIfAborted();
    const units = joinUnits(survey, near.pairs);
    const { chosen, subMetrics } = chooseItems(survey, units, open.manifest.subMetrics.length, share);
    const summary = { ...summaryOf(open, survey, units, subMetrics), notFullyCompared: near.cut };
    const done = { status: 'done', summary, listed: [], difference: null } as const;
    if (task.kind === 'list') return { ...done, listed: await listItems(open, chosen) };
    if (task.kind === 'check') return { ...done, difference: await firstDifference(open, survey, chosen) };
    await newFolder(task.folder, [target, open.plan.root], (folder) =>
      writeCopy(open, folder, chosen, task.field, options.signal),
    );
    return done;
  } finally {
    await open.close();
  }
}

/** Items that leave the leaderboard split need their answers. */
function refuseHidden({ manifest }: OpenItems): void {
  const { leaderboardAnswers = 'included' } = manifest.dataset;
  if (leaderboardAnswers === 'included') return;
  throw new UsageError({
    ko: `이미 정답을 감춘 납품물입니다(leaderboardAnswers: ${leaderboardAnswers}). 다시 나누면 공개될 문항에 정답이 없게 됩니다. 먼저 'jatdae unseal'로 열거나, 정답이 모두 들어 있으면 매니페스트를 included로 고치십시오.`,
    en: `The answers of this deliverable are hidden already (leaderboardAnswers: ${leaderboardAnswers}): items that become public would have none. Open it with 'jatdae unseal' first, or, if all answers are there, write included into the manifest.`,
  });
}

function refuseEmpty({ size, seen }: Survey, { by, groupBy }: SplitOptions): void {
  if (size === 0)
    throw new UsageError({
      ko: '문항이 없어 나눌 것이 없습니다. 매니페스트의 resources를 확인하십시오.',
      en: 'There are no items to split. Check the resources of the manifest.',
    });
  const unseen = [...by, ...(groupBy === null ? [] : [groupBy])].find((_, k) => seen[k] !== true);
  if (unseen === undefined) return;
  throw new UsageError({
    ko: `어느 문항에도 없는 필드입니다: ${unseen}. 매니페스트의 fields에 있는 이름이나 기록의 필드 이름을 쓰십시오.`,
    en: `No item has this field: ${unseen}. Use a name of the manifest's fields, or that of a field of the records.`,
  });
}

function summaryOf(
  { manifest }: OpenItems,
  { size, cells, cell }: Survey,
  units: Units,
  shares: readonly SubMetricShare[],
): Omit<SplitSummary, 'notFullyCompared'> {
  const groups = { count: 0, items: 0, largest: 0 };
  const held = new Int32Array(size);
  let unknown = 0;
  for (let i = 0; i < size; i++) {
    const root = units.root[i] as number;
    held[root] = (held[root] as number) + 1;
    if (cell.at(i) < 0) unknown += 1;
  }
  for (const count of held) {
    if (count < 2) continue;
    groups.count += 1;
    groups.items += count;
    groups.largest = Math.max(groups.largest, count);
  }
  return {
    items: size,
    drawn: shares.reduce((sum, { drawn }) => sum + drawn, 0),
    subMetrics: manifest.subMetrics.map(({ id }, s) => ({ id, ...(shares[s] ?? { items: 0, wanted: 0, drawn: 0 }) })),
    cells: cells.length,
    groups,
    unknown,
  };
}

/** All items again, with their number in the survey. */
async function eachItem(open: OpenItems, visit: (run: RecordRun, i: number, item: number) => void): Promise<void> {
  let item = 0;
  for await (const run of open.runs({ fields: [], whole: false, onLost: () => undefined })) {
    for (let i = 0; i < run.size; i++) if (run.isItem(i)) visit(run, i, item++);
  }
}

async function listItems(open: OpenItems, chosen: Uint8Array): Promise<ListedItem[]> {
  const listed: ListedItem[] = [];
  await eachItem(open, (run, i, item) => {
    if (chosen[item] !== 1) return;
    const id = run.id(i);
    if (id === null) throw new UsageError(NO_IDS);
    listed.push({ id, subMetric: run.subMetric(i) });
  });
  const name = ({ id, subMetric }: ListedItem): string => `${id}\n${subMetric ?? ''}`;
  return listed
    .map((one) => ({ one, name: name(one) }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ one }) => one);
}

const NO_IDS = {
  ko: 'id가 없는 문항이 뽑혀 목록으로 쓸 수 없습니다. -o로 분할 필드가 적힌 사본을 만드십시오.',
  en: 'Items without an id were drawn, which no list can name. Write a copy that holds the split field, with -o.',
};

async function firstDifference(open: OpenItems, { side, size }: Survey, chosen: Uint8Array): Promise<SplitDifference | null> {
  const wanted = (item: number): number => (chosen[item] === 1 ? SIDES.indexOf('leaderboard') : SIDES.indexOf('public'));
  let [first, count] = [-1, 0];
  for (let item = 0; item < size; item++) {
    if (side.at(item) === wanted(item)) continue;
    if (first < 0) first = item;
    count += 1;
  }
  let found: SplitDifference | null = null;
  if (first < 0) return found;
  await eachItem(open, (run, i, item) => {
    if (item !== first) return;
    const sides = { is: SIDES[side.at(item)] ?? 'unknown', wanted: SIDES[wanted(item)] ?? 'unknown' };
    found = { path: run.path, record: run.first + i, id: run.id(i), ...sides, count };
  });
  return found;
}

async function writeCopy(open: OpenItems, folder: string, chosen: Uint8Array, name: string, signal: AbortSignal): Promise<void> {
  const fields = open.manifest.resources.map((resource, index) => splitFieldOf(resource, index, name));
  let item = 0;
  await copyDeliverable(open, folder, {
    signal,
    manifest: fields.flatMap(({ edits }) => edits),
    omit: [],
    async *added() {
      for (const [resource, field] of fields.entries())
        for (const side of ['public', 'leaderboard'] as const)
          yield { to: { resource }, record: field.write(Buffer.from('{}'), side) };
    },
    edit(run, i) {
      const record = run.text(i);
      if (!run.isItem(i)) return record;
      const side = chosen[item++] === 1 ? 'leaderboard' : 'public';
      return fields[run.resource]?.write(record, side) ?? record;
    },
  });
}
