import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Language, parseManifest } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import type { Survey } from '../files/survey.js';
import type { Proposal } from '../proposal.js';
import { inTheWay } from './in-the-way.js';
import { manifestText } from './yaml.js';

export const MANIFEST = 'benchmark.yaml';

export interface WriteOptions {
  readonly language: Language;
  /** write over a manifest and schemas that are there */
  readonly force: boolean;
}

/**
 * Writes the manifest and its schemas into the folder of the data, and nothing else there. Gives the names of what was written, the manifest first.
 * @throws UsageError where something of that name is there, or the folder cannot be written into
 */
export async function writeProposal(survey: Survey, proposal: Proposal, { language, force }: WriteOptions): Promise<string[]> {
  const { folder, existing } = survey;
  const text = manifestText(proposal, language);
  const checked = await parseManifest(new TextEncoder().encode(text), MANIFEST);
  if (!checked.ok)
    throw new Error(`the proposed manifest is not valid: ${checked.problems.map(({ message }) => message.en).join(' ')}`);
  const files = new Map([
    [MANIFEST, text],
    ...[...proposal.schemas].map(([path, schema]): [string, string] => [path, `${JSON.stringify(schema, null, 2)}\n`]),
  ]);
  if (!force) await refuseExisting(folder, existing === null ? [...files.keys()] : [existing, ...files.keys()]);
  const drafts = new Map([...files.keys()].map((path) => [path, join(folder, `${path}.${process.pid}.tmp`)]));
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(drafts.get(path) as string, content, { flag: 'wx' });
    }
    // The manifest last: it names the schemas.
    for (const [path, draft] of [...drafts].reverse()) await rename(draft, join(folder, path));
  } catch (error) {
    for (const draft of drafts.values()) await rm(draft, { force: true });
    throw notWritten(folder, error) ?? error;
  }
  return [...files.keys()];
}

async function refuseExisting(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if ((await stat(join(folder, path)).catch(() => null)) === null) continue;
    throw inTheWay(join(folder, path));
  }
}

const REASONS: Readonly<Record<string, { readonly ko: string; readonly en: string }>> = {
  ENOSPC: { ko: '디스크에 빈 공간이 없습니다', en: 'the disk is full' },
  EDQUOT: { ko: '디스크 할당량을 넘었습니다', en: 'the disk quota is used up' },
  EACCES: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  EPERM: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  EROFS: { ko: '읽기 전용 디스크입니다', en: 'the disk is read-only' },
  EEXIST: { ko: '폴더여야 할 것이 파일입니다', en: 'a file stands where a folder should' },
  ENOTDIR: { ko: '폴더여야 할 것이 파일입니다', en: 'a file stands where a folder should' },
};

function notWritten(folder: string, error: unknown): UsageError | null {
  const reason = REASONS[error instanceof Error && 'code' in error ? String(error.code) : ''];
  if (reason === undefined) return null;
  return new UsageError({
    ko: `매니페스트를 쓰지 못했습니다(${reason.ko}): ${folder}. --dry-run으로 내용을 화면에 받을 수 있습니다.`,
    en: `The manifest could not be written (${reason.en}): ${folder}. --dry-run shows it on the screen.`,
  });
}
