import { relative, sep } from 'node:path';
import { matchFiles } from '@jatdae/readers';
import { type Manifest, particleAfter } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import type { RunOptions } from './settings.js';

/** @throws UsageError where the predictions would be read as items, because a resource's glob matches their place */
export function checkOut({ resources }: Manifest, { folder, out }: Pick<RunOptions, 'folder' | 'out'>): void {
  if (folder === null) return;
  const path = relative(folder, out).split(sep).join('/').normalize('NFC');
  if (path.startsWith('../')) return;
  const entry = { path, stored: path, size: 0, modified: 0, kind: 'file', reason: null, nameIssue: null } as const;
  const glob = resources.find(
    (resource) => resource.path !== undefined && matchFiles({ root: folder, entries: [entry] }, resource.path).length > 0,
  );
  if (glob === undefined) return;
  throw new UsageError({
    ko: `예측 파일 ${path}${particleAfter(path, '이/가')} 문항을 읽는 매니페스트의 경로 ${glob.path}에 걸립니다. --out으로 다른 곳에 쓰거나 그 경로를 좁히십시오.`,
    en: `The file of predictions ${path} lies in ${glob.path} of the manifest, which reads items. Write it elsewhere with --out, or narrow that path.`,
  });
}
