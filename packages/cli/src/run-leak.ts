import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clean, formatCount } from '@jatdae/report';
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
} from '@jatdae/validator';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { watchInterrupt } from './interrupt.js';
import type { CompareFlags, KeysFlags } from './leak-flags.js';
import { checkOutputs, fullDisk, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

type Opened = Extract<OpenItemsResult, { ok: true }>;

/** `jatdae leak keys`: status 0 where the file was written. */
export async function runKeys(target: string, { key, output, split }: KeysFlags, context: Context): Promise<number> {
  await checkOutputs([{ path: output, format: 'json' }]);
  const secret = keyFrom(await contentOf(key), key);
  return whileWatched(context, (signal) =>
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
  const { against, split, maxFindings } = flags;
  if ((b === undefined) === (against === undefined)) {
    throw wrongUsage(
      '키 파일 두 개를 적거나, 납품물 하나와 --against를 적으십시오.',
      'Name two key files, or a deliverable and --against.',
    );
  }
  if (b !== undefined) return compareFiles(a, b, flags, context);
  const folders = (await Promise.all((against ?? []).map(datasetsIn))).flat();
  return whileWatched(context, (signal) =>
    withOpened(a, signal, context, async (opened) =>
      withAll(folders, signal, context, async (others) =>
        tell(await compareAgainst(ofSplit(opened.texts(), split), opened.near, others, maxFindings), flags, context),
      ),
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

/** Ctrl-C ends the work, and nothing half-written stays behind. */
async function whileWatched(context: Context, work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const interrupt = watchInterrupt(() => undefined);
  try {
    return await work(interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) throw fullDisk(error) ?? error;
    context.note({ ko: '중단되었습니다. 쓰던 파일은 지웠습니다.', en: 'Interrupted. What was being written was removed.' });
    return EXIT.incomplete;
  } finally {
    interrupt.stop();
  }
}

async function contentOf(path: string): Promise<Buffer> {
  return readFile(path).catch((): never => {
    throw wrongUsage(`읽을 수 없는 파일입니다: ${path}`, `This file cannot be read: ${path}`);
  });
}

async function withOpened(
  target: string,
  signal: AbortSignal,
  context: Context,
  work: (opened: Opened) => Promise<number>,
): Promise<number> {
  const opening = await openItems(target, signal);
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

/** Opens one after the other, and closes all. */
async function withAll(
  targets: readonly string[],
  signal: AbortSignal,
  context: Context,
  work: (others: readonly OtherDataset[]) => Promise<number>,
  opened: readonly OtherDataset[] = [],
): Promise<number> {
  const [target, ...rest] = targets;
  if (target === undefined) return work(opened);
  return withOpened(target, signal, context, ({ texts }) =>
    withAll(rest, signal, context, work, [...opened, { name: basename(target), texts }]),
  );
}

const MANIFESTS = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'];

/** A data set itself, or those in a folder that is none. @throws UsageFailure where there is none */
async function datasetsIn(target: string): Promise<string[]> {
  const found = await stat(target).catch(() => null);
  if (found?.isDirectory() !== true || (await hasManifest(target))) return [target];
  const inside = (await readdir(target)).sort().map((name) => join(target, name));
  const datasets = (await Promise.all(inside.map(async (path) => ((await hasManifest(path)) ? [path] : [])))).flat();
  if (datasets.length > 0) return datasets;
  throw wrongUsage(
    `매니페스트가 있는 데이터가 없습니다: ${target}. 데이터마다 benchmark.yaml로 어느 칸이 질문인지 적어야 견줄 수 있습니다.`,
    `No data set with a manifest is in ${target}. Each needs a benchmark.yaml that says which field is the question.`,
  );
}

async function hasManifest(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []);
  return MANIFESTS.some((name) => names.includes(name));
}

async function* ofSplit(items: AsyncIterable<ComparedItem>, split: string | undefined): AsyncGenerator<ComparedItem, void, void> {
  for await (const item of items) if (split === undefined || item.side === split) yield item;
}

async function tell(result: LeakComparison, { format }: CompareFlags, context: Context): Promise<number> {
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

function comparisonText(comparison: LeakComparison, { language, text }: Context): string {
  const { items, counts, pairs, notFullyCompared } = comparison;
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
    sums.length === 0 ? none : some,
    ...(notFullyCompared > 0 ? [cut] : []),
  ];
  return `${lines.join('\n')}\n`;
}
