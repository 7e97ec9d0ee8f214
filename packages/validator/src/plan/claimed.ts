import { type FileTree, matchFiles, type TreeEntry } from '@jatdae/readers';
import type { Opened } from '../open/opened.js';

/** What sealing puts into a deliverable beside its items. */
const SEALED = ['sealed/answers.jsonl.age', 'sealed/commitments.jsonl'] as const;

/**
 * Files that the manifest names for what they hold: itself, a local profile, schemas, resources, predictions and the records of their runs
 * beside them; and where it says that answers are sealed or withheld, those.
 */
export function claimedEntries(
  { manifest, manifestPath }: Opened,
  tree: FileTree,
  matched: readonly (readonly TreeEntry[])[],
): ReadonlySet<TreeEntry> {
  const schemas = manifest.resources.flatMap(({ schema }) => schema ?? []);
  const sealed = (manifest.dataset.leaderboardAnswers ?? 'included') === 'included' ? [] : SEALED;
  const named = new Set(
    [manifestPath, manifest.profile, ...schemas, ...sealed].map((path) => path.normalize('NFC').replace(/^\.\//u, '')),
  );
  const predictions = (manifest.experiments ?? []).flatMap(({ predictions: of }) => {
    const glob = typeof of === 'string' ? of : of?.path;
    return glob === undefined ? [] : matchFiles(tree, glob);
  });
  const records = new Set(predictions.map(({ path }) => path.replace(/\.jsonl$/u, '.run.json')));
  const told = tree.entries.filter(({ path }) => records.has(path));
  const files = [...matched.flat(), ...predictions, ...told, ...tree.entries.filter(({ path }) => named.has(path))];
  return new Set([...files, ...archivesOf(tree)]);
}

/** Archives that are listed because the manifest leads into them. */
function archivesOf({ entries }: FileTree): TreeEntry[] {
  const paths = new Set(
    entries.flatMap(({ stored, member }) => ((member?.depth ?? 0) === 0 ? [] : [stored.slice(0, stored.lastIndexOf('!/'))])),
  );
  return entries.filter(({ stored }) => paths.has(stored));
}
