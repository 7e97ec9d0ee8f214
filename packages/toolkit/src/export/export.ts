import { mkdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Language, Localized } from '@jatdae/schema';
import { type OpenItems, openItems, type Problem, UsageError } from '@jatdae/validator';
import { newFolder } from '../output/new-folder.js';
import { croissantTarget } from './croissant.js';
import { dataPackageTarget } from './data-package.js';
import { huggingFaceTarget } from './hugging-face.js';
import { inspectTarget } from './inspect/inspect.js';
import { LEFT_OUT_REASONS, type LeftOut, type LeftOutReason } from './left-out.js';
import { lmEvalTarget } from './lm-eval/lm-eval.js';
import { createMediaStore } from './media-store.js';
import { openCompassTarget } from './open-compass/open-compass.js';
import type { WrittenPart } from './part.js';
import { proveExport } from './prove.js';
import { type Selection, selectItems } from './selection.js';
import type { Source, Target } from './target.js';
import { createPartTable, createPartWriter } from './write-parts.js';

const TARGETS = {
  croissant: croissantTarget,
  datapackage: dataPackageTarget,
  hf: huggingFaceTarget,
  inspect: inspectTarget,
  'lm-eval': lmEvalTarget,
  opencompass: openCompassTarget,
} as const;

export type ExportTarget = keyof typeof TARGETS;

export interface ExportOptions {
  readonly to: ExportTarget;
  /** the folder to make */
  readonly output: string;
  readonly includeLeaderboard: boolean;
  /** of prompts and titles; the first language of the data where absent */
  readonly promptLanguage?: Language;
  /** where the data is or will be published */
  readonly url?: string;
  readonly temp?: string;
  readonly signal?: AbortSignal;
}

export interface ExportOutcome {
  readonly to: ExportTarget;
  readonly folder: string;
  /** of the deliverable */
  readonly items: number;
  /** rows that were read back and are the same */
  readonly exported: number;
  readonly leftOut: LeftOut;
  readonly files: readonly Pick<WrittenPart, 'path' | 'subMetric' | 'side' | 'records' | 'bytes' | 'sha256'>[];
  readonly media: number;
  /** files beside the data */
  readonly documents: readonly string[];
  /** what a person has to add, or should know of */
  readonly notes: readonly Localized[];
}

export type ExportResult =
  | { readonly status: 'done'; readonly outcome: ExportOutcome }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };

/**
 * Writes a deliverable in the form of another tool into a new folder and proves it: all is read back and compared with the deliverable.
 * @throws UsageError where the target is nothing that jatdae reads, nothing is left to export, or the folder cannot be made;
 * ExportDifference where what was read back is not the same; the signal's reason where it is aborted. Nothing is left behind then.
 */
export async function exportDeliverable(target: string, options: ExportOptions): Promise<ExportResult> {
  const signal = options.signal ?? new AbortController().signal;
  const open = await openItems(target, signal, options.temp ?? tmpdir());
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  try {
    const outcome = await newFolder(options.output, await inputsOf(target), (folder) => fill(open, folder, options, signal));
    return { status: 'done', outcome };
  } finally {
    await open.close();
  }
}

async function fill(open: OpenItems, folder: string, options: ExportOptions, signal: AbortSignal): Promise<ExportOutcome> {
  const { manifest } = open;
  const language = options.promptLanguage ?? (manifest.dataset.languages[0]?.startsWith('ko') === false ? 'en' : 'ko');
  const source: Source = { manifest, language, ...(options.url === undefined ? {} : { url: options.url }) };
  const target: Target = TARGETS[options.to](source);
  const media = createMediaStore(open, folder);
  const table = createPartTable(manifest, target);
  const writer = createPartWriter(manifest, target, table, folder);
  const select = () => selectItems(open, target, media, options.includeLeaderboard, signal);

  const items = select();
  let step = await items.next();
  for (; step.done !== true; step = await items.next()) await writer.add(step.value);
  const selection: Selection = step.value;
  const written = { parts: await writer.end(), media: media.written() };
  if (written.parts.length === 0) throw new UsageError(nothingLeft(selection));
  const documents = target.documents(written);
  for (const [path, text] of documents) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: 'wx' });
  }
  const exported = await proveExport(target, table, written, select(), folder);
  return {
    to: options.to,
    folder: options.output,
    ...selection,
    exported,
    files: written.parts.map(({ path, subMetric, side, records, bytes, sha256 }) => ({
      path,
      subMetric,
      side,
      records,
      bytes,
      sha256,
    })),
    media: written.media.length,
    documents: [...documents.keys()].sort(),
    notes: target.notes(written),
  };
}

const nothingLeft = ({ items, leftOut }: Selection) =>
  items === 0
    ? { ko: '납품물에 문항이 없어 내보낼 것이 없습니다.', en: 'The deliverable has no items, so there is nothing to export.' }
    : (leftOut['no-split'] ?? 0) === items
      ? {
          ko: `문항 ${items}개 모두 분할을 알 수 없어 내보내지 않았습니다. 매니페스트의 resources[].split에 분할을 적으십시오.`,
          en: `None of ${items} items was exported, for their split is unknown. Declare it in the manifest as resources[].split.`,
        }
      : {
          ko: `내보낼 수 있는 문항이 없습니다. 문항 ${items}개가 모두 빠졌습니다: ${listed(leftOut, 'ko')}. 리더보드 문항도 내보내려면 --include-leaderboard를 쓰십시오.`,
          en: `No item can be exported; all ${items} are left out: ${listed(leftOut, 'en')}. Use --include-leaderboard to export those of the leaderboard too.`,
        };

const listed = (leftOut: LeftOut, language: Language): string =>
  Object.entries(leftOut)
    .map(([reason, count]) => `${LEFT_OUT_REASONS[reason as LeftOutReason][language]} ${count}`)
    .join(', ');

/** A manifest is read for the folder that it stands in. */
async function inputsOf(target: string): Promise<readonly string[]> {
  const facts = await stat(target).catch(() => null);
  return facts?.isFile() === true && /\.(?:ya?ml|json)$/iu.test(target) ? [target, dirname(target)] : [target];
}
