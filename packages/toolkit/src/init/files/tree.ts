import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type ArchiveSettings, type FileTree, isRemote, listArchives, walkFolder } from '@jatdae/readers';
import { UsageError } from '@jatdae/validator';
import { escapeGlob } from './glob.js';

export interface Listed {
  readonly tree: FileTree;
  /** what the data set is called for want of a better name: of its folder, or of its archive */
  readonly name: string;
  /** absolute path of the folder that the manifest is written into */
  readonly folder: string;
  /** name of a manifest that is there already */
  readonly existing: string | null;
}

const MANIFEST_NAMES = ['benchmark.yaml', 'benchmark.yml', 'benchmark.json'] as const;
const ARCHIVE = /\.(?:zip|tar|tar\.gz|tgz|tar\.zst)$/iu;
const ARCHIVES = ['**/*.{zip,tar,tgz}!/**', '**/*.tar.{gz,zst}!/**'] as const;

/**
 * The files of a folder and the members of archives in it; or the members of one archive, whose manifest stands beside it.
 * @throws UsageError where the target is neither
 */
export async function listTarget(target: string, settings: ArchiveSettings): Promise<Listed> {
  if (isRemote(target))
    throw new UsageError({
      ko: `${target}: init은 내려받은 폴더나 압축 파일에만 씁니다. 먼저 내려받으십시오.`,
      en: `${target}: init looks at a folder or an archive on this machine. Download it first.`,
    });
  const path = resolve(target);
  const facts = await stat(path).catch(() => null);
  if (facts === null)
    throw new UsageError({
      ko: `${target}: 그런 파일이나 폴더가 없습니다`,
      en: `${target}: no such file or folder`,
    });
  if (facts.isDirectory()) {
    const tree = await listArchives(await walkFolder(path), ARCHIVES, settings);
    return { tree, name: basename(path), folder: path, existing: await existingManifest(path) };
  }
  if (!facts.isFile() || !ARCHIVE.test(path))
    throw new UsageError({
      ko: `${target}: 데이터가 든 폴더나 압축 파일(.zip, .tar, .tar.gz)을 지정하십시오`,
      en: `${target}: give the folder of the data, or an archive of it (.zip, .tar, .tar.gz)`,
    });
  const real = await realpath(path);
  const [folder, stored] = [dirname(real), basename(real)];
  const entry = { path: stored.normalize('NFC'), stored, size: facts.size, modified: facts.mtimeMs, ...PLAIN_FILE };
  const tree = await listArchives({ root: folder, entries: [entry] }, [`${escapeGlob(entry.path)}!/**`], settings);
  return { tree, name: stored.replace(ARCHIVE, ''), folder, existing: await existingManifest(folder) };
}

const PLAIN_FILE = { kind: 'file', reason: null, nameIssue: null } as const;

async function existingManifest(folder: string): Promise<string | null> {
  for (const name of MANIFEST_NAMES) if ((await stat(join(folder, name)).catch(() => null)) !== null) return name;
  return null;
}
