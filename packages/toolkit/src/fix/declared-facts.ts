import { stat } from 'node:fs/promises';
import type { TreeEntry } from '@jatdae/readers';
import type { OpenFiles } from '@jatdae/validator';
import type { ManifestEdit } from '../output/edit-manifest.js';
import { factsOf } from '../output/file-facts.js';
import type { TextFile } from './stages.js';

/** What the manifest says of files that are changed: their encoding, their bytes and their hash. */
export async function declaredFacts(
  { manifest, resources }: OpenFiles,
  texts: ReadonlyMap<TreeEntry, TextFile>,
  changed: ReadonlySet<TreeEntry>,
  placeOf: (entry: TreeEntry) => string,
): Promise<ManifestEdit[]> {
  const edits: ManifestEdit[] = [];
  for (const [r, { encoding, bytes, sha256 }] of manifest.resources.entries()) {
    const members = resources[r] ?? [];
    if (!members.some((entry) => changed.has(entry))) continue;
    const isTold = encoding !== undefined && members.some((entry) => texts.get(entry)?.facts.encoding !== 'utf-8');
    if (isTold) edits.push({ path: ['resources', r, 'encoding'], value: undefined });
    const sizes = await Promise.all(
      members.map(async (entry) => (changed.has(entry) ? (await stat(placeOf(entry))).size : entry.size)),
    );
    if (bytes !== undefined) edits.push({ path: ['resources', r, 'bytes'], value: sizes.reduce((sum, size) => sum + size, 0) });
    const [only, ...more] = members;
    const hash = only === undefined || more.length > 0 ? undefined : (await factsOf(placeOf(only))).sha256;
    if (sha256 !== undefined) edits.push({ path: ['resources', r, 'sha256'], value: hash });
  }
  return edits;
}
