import {
  type ArchiveSettings,
  archiveTree,
  DamagedSource,
  type FileTree,
  isRemote,
  listArchives,
  walkFolder,
} from '@jatdae/readers';
import { findRule } from '@jatdae/rules';
import type { Localized, Manifest } from '@jatdae/schema';
import { type Problem, UsageError } from '../options.js';
import { allGlobs } from '../plan/aihub.js';
import type { Opened } from './opened.js';
import { listRemote } from './remote.js';

/** The deliverable's files, and the members of those archives that the manifest leads into. */
export async function listFiles(opened: Opened, settings: ArchiveSettings): Promise<FileTree> {
  const { root, manifest, archive } = opened;
  const tree = archive ?? (isRemote(root) ? await listRemote(opened, settings) : await walkFolder(root));
  return listArchives(tree, archivePaths(manifest), settings);
}

function archivePaths({ resources, media, experiments = [] }: Manifest): string[] {
  const predictions = experiments.flatMap(({ predictions: of }) => (typeof of === 'string' ? of : (of?.path ?? [])));
  const root = media === undefined ? [] : [`${media.root.replace(/\/+$/u, '')}/`];
  return [...resources.flatMap((resource) => allGlobs(resource)), ...root, ...predictions].filter((path) => path.includes('!/'));
}

/** A deliverable that is an archive. @throws UsageError where it is none */
export async function openArchive(
  target: string,
  path: string,
  settings: ArchiveSettings,
): Promise<{ readonly tree: FileTree } | { readonly problem: Problem }> {
  try {
    return { tree: await archiveTree(path, settings) };
  } catch (error) {
    if (!(error instanceof DamagedSource)) throw error;
    if (error.reason === 'not-an-archive')
      throw new UsageError({
        ko: `${target}: 납품물 폴더, 압축 파일(.zip, .tar, .tar.gz) 또는 매니페스트(benchmark.yaml)를 지정하십시오`,
        en: `${target}: give the deliverable's folder, an archive of it (.zip, .tar, .tar.gz) or its manifest (benchmark.yaml)`,
      });
    const place = { path: error.path, record: null, line: null, byte: null, pointer: null, column: null };
    return { problem: { code: 'M001', place, message: damagedMessage(error.reason), limit: LIMITS.has(error.reason) } };
  }
}

/** What its archive already says against a manifest, or null. */
export function memberProblem({ entries }: FileTree, path: string): Problem | null {
  const reason = entries.find((entry) => entry.path === path && entry.problem !== undefined)?.problem;
  if (reason === undefined) return null;
  const place = { path, record: null, line: null, byte: null, pointer: null, column: null };
  return { code: 'M001', place, message: wordsOf(reason), limit: LIMITS.has(reason) };
}

const LIMITS: ReadonlySet<string> = new Set(['expansion-ratio', 'too-many-members', 'window']);

function damagedMessage(reason: string): Localized {
  const words = wordsOf(reason);
  return {
    ko: `압축 파일을 읽을 수 없습니다: ${words.ko}`,
    en: `the archive cannot be read: ${words.en}`,
  };
}

const wordsOf = (reason: string): Localized => findRule('F005')?.meta.words?.reason?.[reason] ?? { ko: reason, en: reason };
