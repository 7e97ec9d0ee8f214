import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeEntry } from '@jatdae/readers';
import { createMask, type Mask } from '@jatdae/rules';
import { type OpenFiles, openItems, VERSION } from '@jatdae/validator';
import { copyEntry } from '../copy/copy-entry.js';
import { editManifest, type ManifestEdit } from '../output/edit-manifest.js';
import { composed } from './compose.js';
import { declaredFacts } from './declared-facts.js';
import { createFields, idResources } from './file-fields.js';
import { type ChangedPlace, type ChangeTally, createTally, type FileChanges, type FixName } from './fixes.js';
import { planNames } from './names.js';
import { lookAt, mendFile, type TextFile } from './stages.js';

/** What was done, as data. No value of an item is in it but ids and names of the manifest. */
export interface FixLog {
  readonly jatdae: string;
  readonly fixes: readonly FixName[];
  /** files that were changed, renamed or left although there may be something to mend; in path order */
  readonly files: readonly FileChanges[];
  /** paths that are no files of the deliverable: links that lead out, pipes, what cannot be opened */
  readonly notCopied: readonly string[];
}

export interface Copying {
  readonly fixes: ReadonlySet<FixName>;
  readonly temp: string;
  readonly signal: AbortSignal;
  /** the deliverable, as it was named */
  readonly target: string;
}

/** Writes what is mended, and with `whole` all other files too. */
export async function writeCopy(open: OpenFiles, folder: string, whole: boolean, copying: Copying): Promise<FixLog> {
  const { fixes, signal } = copying;
  const isManifest = ({ path }: TreeEntry): boolean => path === open.manifestPath.normalize('NFC');
  const files = open.entries.filter((entry) => entry.kind === 'file' && !isManifest(entry));
  const tallies = new Map(files.map((entry) => [entry, createTally()]));
  const tallyOf = (entry: TreeEntry): ChangeTally => tallies.get(entry) ?? createTally();
  const names = await planNames(open, fixes.has('names') ? files : [], () => usedMedia(copying));
  const nameOf = (entry: TreeEntry): string => (fixes.has('names') ? (names.to.get(entry) ?? entry.path) : entry.stored);
  for (const entry of files) {
    if (nameOf(entry) !== entry.stored) tallyOf(entry).add('names', { from: entry.stored, to: nameOf(entry) });
    const left = names.left.get(entry);
    if (left !== undefined) tallyOf(entry).leave(left);
    if (open.archives.has(entry)) tallyOf(entry).leave('archive');
  }

  const texts = await lookAtTexts(open, files, tallyOf, signal);
  const ids = await idResources(open, texts, fixes, signal);
  const fields = await createFields(open, fixes, ids);
  const changed = new Set<TreeEntry>();
  for (const entry of files) {
    signal.throwIfAborted();
    const file = texts.get(entry);
    const out = join(folder, nameOf(entry));
    const isMended = file !== undefined && (await mendFile(file, { open, fixes, fields: fields(file), out, signal }));
    if (isMended) changed.add(entry);
    else if (whole) await copyEntry(open, entry, out);
  }

  const edits = [...names.edits, ...(await declaredFacts(open, texts, changed, (entry) => join(folder, nameOf(entry))))];
  const manifest = createTally();
  const text = await mendedManifest(open, edits, fixes, manifest);
  if (whole) await writeFile(join(folder, open.manifestPath), text);
  const mask = createMask(open.profile);
  const told = [
    ...files.map((entry) => changesOf(entry.path, nameOf(entry), tallyOf(entry), mask)),
    changesOf(open.manifestPath, open.manifestPath, manifest, mask),
  ];
  return {
    jatdae: VERSION,
    fixes: [...fixes],
    files: told.filter(({ changes, untouched }) => changes.length + untouched.length > 0),
    notCopied: open.entries.filter(({ kind }) => kind === 'refused').map(({ path }) => path),
  };
}

/** What is quoted of the data may be somebody's number. */
const changesOf = (path: string, to: string, tally: ChangeTally, mask: Mask): FileChanges => ({
  path,
  to,
  changes: tally.changes().map((change) => ({
    ...change,
    places: QUOTED.has(change.fix) ? change.places.map((place) => masked(place, mask)) : change.places,
  })),
  untouched: tally.untouched(),
});

const QUOTED: ReadonlySet<FixName> = new Set(['enum-blanks', 'ids', 'lists']);

const masked = ({ from, to, ...place }: ChangedPlace, mask: Mask): ChangedPlace =>
  from === undefined || to === undefined ? place : { ...place, from: mask(from), to: mask(to) };

async function usedMedia({ target, temp, signal }: Copying): Promise<ReadonlySet<string>> {
  const open = await openItems(target, signal, temp);
  const used = new Set<string>();
  if (!open.ok) return used;
  try {
    for await (const { media } of open.items()) for (const { path } of media) if (path !== null) used.add(path);
    return used;
  } finally {
    await open.close();
  }
}

/** Looks at every file that the manifest names for its text. */
async function lookAtTexts(
  open: OpenFiles,
  files: readonly TreeEntry[],
  tallyOf: (entry: TreeEntry) => ChangeTally,
  signal: AbortSignal,
): Promise<ReadonlyMap<TreeEntry, TextFile>> {
  const { manifest, resources, predictions } = open;
  const texts = new Map<TreeEntry, TextFile>();
  const named = new Set(
    [manifest.profile, ...manifest.resources.flatMap(({ schema }) => schema ?? [])].map((path) =>
      path.normalize('NFC').replace(/^\.\//u, ''),
    ),
  );
  const [resourceOf, experimentOf] = [indexOfEach(resources), indexOfEach(predictions)];
  for (const entry of files) {
    signal.throwIfAborted();
    const [resource, experiment] = [resourceOf.get(entry) ?? -1, experimentOf.get(entry) ?? -1];
    if (resource < 0 && experiment < 0 && !named.has(entry.path)) continue;
    const file = await lookAt({ open, entry, resource, experiment, tally: tallyOf(entry) });
    if (file !== null) texts.set(entry, file);
  }
  // The manifest tells one encoding for all files of a resource: they become UTF-8 together, or not at all.
  for (const [r, members] of resources.entries()) {
    if (manifest.resources[r]?.encoding === undefined || members.every((entry) => texts.has(entry))) continue;
    for (const entry of members) if (texts.delete(entry)) tallyOf(entry).leave('together');
  }
  return texts;
}

/** The first group that each entry is in. */
const indexOfEach = (groups: readonly (readonly TreeEntry[])[]): ReadonlyMap<TreeEntry, number> =>
  new Map([...groups.entries()].reverse().flatMap(([k, members]) => members.map((entry) => [entry, k] as const)));

async function mendedManifest(
  open: OpenFiles,
  edits: readonly ManifestEdit[],
  fixes: ReadonlySet<FixName>,
  tally: ChangeTally,
): Promise<string> {
  const written = await open.manifestText();
  const hasMark = written.startsWith('\uFEFF');
  if (hasMark && fixes.has('bom')) tally.add('bom');
  const plain = hasMark && fixes.has('bom') ? written.slice(1) : written;
  const text = fixes.has('nfc') ? composed(plain) : plain;
  if (text !== plain) tally.add('nfc');
  if (edits.length === 0) return text;
  for (const { path } of edits) tally.add('manifest', { pointer: `/${path.join('/')}` });
  return editManifest(text, open.manifestPath.toLowerCase().endsWith('.json'), edits);
}
