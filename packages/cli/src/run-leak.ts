import { basename } from 'node:path';
import { clean, formatCount } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import {
  type ComparedItem,
  compareAgainst,
  compareKeys,
  keyFrom,
  keyPieces,
  type LeakComparison,
  type LeakPair,
  type OpenItemsResult,
  type OtherDataset,
  openItems,
  openKeys,
  openRaw,
  type RawFile,
} from '@jatdae/validator';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { type Described, datasetLines, datasetsIn, describeDataset, type Target } from './leak-datasets.js';
import type { CompareFlags, KeysFlags } from './leak-flags.js';
import { checkOutputs, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import { readInput } from './read-input.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

type Opened = Extract<OpenItemsResult, { ok: true }>;

const INTERRUPTED: Localized = {
  ko: '중단되었습니다. 쓰던 파일은 지웠습니다.',
  en: 'Interrupted. What was being written was removed.',
};

/** `jatdae leak keys`: status 0 where the file was written. */
export async function runKeys(target: string, { key, output, split }: KeysFlags, context: Context): Promise<number> {
  await checkOutputs([{ path: output, format: 'json' }]);
  const secret = keyFrom(await readInput(key), key);
  return whileWatched(context, INTERRUPTED, (signal) =>
    withOpened(target, signal, context, async (opened) => {
      const pieces = keyPieces(opened, secret, split ?? null);
      await writeOutput(output, pieces);
      const count = formatCount(pieces.items);
      context.note({
        ko: `문항 ${count}개의 지문과 스케치를 썼습니다: ${output}. 키 파일은 함께 보내지 마십시오.`,
        en: `Wrote fingerprints and sketches of ${count} items: ${output}. Do not send the key file along.`,
      });
      return EXIT.accepted;
    }),
  );
}

/** `jatdae leak compare`: status 1 where items overlap. */
export async function runCompare(a: string, b: string | undefined, flags: CompareFlags, context: Context): Promise<number> {
  const { against, split, maxFindings, memory } = flags;
  if ((b === undefined) === (against === undefined)) {
    throw wrongUsage(
      '키 파일 두 개를 적거나, 납품물 하나와 --against를 적으십시오.',
      'Name two key files, or a deliverable and --against.',
    );
  }
  if (b !== undefined) return compareFiles(a, b, flags, context);
  const targets = (await Promise.all((against ?? []).map(datasetsIn))).flat();
  return whileWatched(context, INTERRUPTED, (signal) =>
    withOpened(a, signal, context, async (opened) =>
      withAll(targets, { signal, context, profile: opened.profile }, async (others) => {
        const result = await compareAgainst(ofSplit(opened.texts(), split), opened.near, others, { keep: maxFindings, memory });
        return tell({ ...result, datasets: others.map(describeDataset) }, flags, context);
      }),
    ),
  );
}

async function compareFiles(a: string, b: string, flags: CompareFlags, context: Context): Promise<number> {
  const first = await openKeys(a);
  try {
    const second = await openKeys(b);
    try {
      return await tell(await compareKeys(first, second, flags.maxFindings), flags, context);
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

async function withOpened(
  target: string,
  signal: AbortSignal,
  context: Context,
  work: (opened: Opened) => Promise<number>,
  profile?: Opened['profile'],
): Promise<number> {
  const opening = await openItems(target, signal, undefined, profile);
  if (!opening.ok) {
    tellProblems(opening.problems, context);
    return EXIT.unusable;
  }
  try {
    return await work(opening);
  } finally {
    await opening.close();
  }
}

interface Opening {
  readonly signal: AbortSignal;
  readonly context: Context;
  /** of the deliverable: all are compared by its settings */
  readonly profile: Opened['profile'];
}

/** A data set that is compared with; `files`: of one without a manifest. */
interface Other extends OtherDataset {
  readonly files: readonly RawFile[] | null;
}

/** Opens one after the other, and closes all. */
async function withAll(
  targets: readonly Target[],
  opening: Opening,
  work: (others: readonly Other[]) => Promise<number>,
  opened: readonly Other[] = [],
): Promise<number> {
  const [target, ...rest] = targets;
  if (target === undefined) return work(opened);
  const { path, kind } = target;
  const { signal, context, profile } = opening;
  const next = (other: Opened, files: readonly RawFile[] | null): Promise<number> =>
    withAll(rest, opening, work, [...opened, { name: basename(path), texts: other.texts, files }]);
  if (kind === 'manifest') return withOpened(path, signal, context, (other) => next(other, null), profile);
  const raw = await openRaw(path, kind === 'file', profile, signal);
  try {
    return await next(raw, raw.rawFiles);
  } finally {
    await raw.close();
  }
}

async function* ofSplit(items: AsyncIterable<ComparedItem>, split: string | undefined): AsyncGenerator<ComparedItem, void, void> {
  for await (const item of items) if (split === undefined || item.side === split) yield item;
}

async function tell(result: LeakComparison & Described, { format }: CompareFlags, context: Context): Promise<number> {
  await context.terminal.out(format === 'json' ? toJson(result) : comparisonText(result, context));
  return result.pairs.length > 0 || Object.keys(result.counts).length > 0 ? EXIT.rejected : EXIT.accepted;
}

const KINDS: Readonly<Record<LeakPair['kind'], { readonly ko: string; readonly en: string }>> = {
  same: { ko: '같은 문항', en: 'the same item' },
  'same-text': { ko: '글은 같고 선택지는 다름', en: 'the same text, other choices' },
  near: { ko: '비슷함(추정)', en: 'near (estimate)' },
  similar: { ko: '거의 같음', en: 'nearly the same' },
  numbers: { ko: '숫자만 다름', en: 'other numbers only' },
  contained: { ko: '한쪽이 다른 쪽에 들어 있음', en: 'one contains the other' },
};

function comparisonText(comparison: LeakComparison & Described, context: Context): string {
  const { language, text } = context;
  const { items, counts, pairs, notFullyCompared, datasets = [] } = comparison;
  const shown = pairs.map(({ kind, a, b, similarity, estimate }) => {
    const share = similarity === null ? '' : ` ${estimate ? '≈ ' : ''}${Math.round(similarity * 1000) / 10}%`;
    return `${clean(a.path)}:${a.record}  ${clean(b.dataset)} ${clean(b.path)}:${b.record}  ${KINDS[kind][language]}${share}`;
  });
  const sums = Object.entries(counts).map(
    ([kind, count]) => `${KINDS[kind as LeakPair['kind']][language]} ${formatCount(count)}`,
  );
  const [a, b] = [formatCount(items.a), formatCount(items.b)];
  const none = text(`문항 ${a}개와 ${b}개를 견주었으며 겹치는 문항이 없습니다.`, `Compared ${a} items with ${b}; none overlap.`);
  const some = text(`문항 ${a}개와 ${b}개를 견주었습니다. `, `Compared ${a} items with ${b}. `) + sums.join(' · ');
  const cut = text(
    `비슷한 후보가 너무 많아 다 견주지 못한 문항이 ${formatCount(notFullyCompared)}개입니다. 같은 문항은 모두 찾았습니다.`,
    `${formatCount(notFullyCompared)} items have too many that may be near: they were not compared with all of them. Equal items were all found.`,
  );
  const lines = [
    ...shown,
    ...(shown.length > 0 ? [''] : []),
    ...datasets.flatMap((dataset) => datasetLines(dataset, context)),
    sums.length === 0 ? none : some,
    ...(notFullyCompared > 0 ? [cut] : []),
  ];
  return `${lines.join('\n')}\n`;
}
