import { tmpdir } from 'node:os';
import { ARCHIVE_LIMITS, type ByteSource, isRemote, matchFiles, openEntry, RemoteFailure, type TreeEntry } from '@jatdae/readers';
import type { Manifest, Profile } from '@jatdae/schema';
import { openDeliverable } from './open/open.js';
import { remoteMessage } from './open/remote.js';
import { createSpool, type Spool } from './open/spool.js';
import { listFiles } from './open/tree.js';
import { type Problem, UsageError } from './options.js';
import { resourceFiles } from './plan/aihub.js';

/** A deliverable as the files that it is made of. */
export interface OpenFiles {
  /** absolute path of its folder or of the archive that it is, or its address */
  readonly root: string;
  /** the manifest's name in it */
  readonly manifestPath: string;
  readonly manifest: Manifest;
  readonly profile: Profile;
  /** in code point order of their paths; members of an archive only where the deliverable itself is one */
  readonly entries: readonly TreeEntry[];
  /** archives among them that the manifest leads into */
  readonly archives: ReadonlySet<TreeEntry>;
  /** files of each resource of the manifest; a member of an archive inside the deliverable is in none */
  readonly resources: readonly (readonly TreeEntry[])[];
  /** files of each experiment's predictions */
  readonly predictions: readonly (readonly TreeEntry[])[];
  /** the manifest as it is written, a byte order mark too */
  manifestText(): Promise<string>;
  /** a file of the deliverable; null where it is not there, or larger than 64 MiB */
  read(path: string): Promise<Uint8Array | null>;
  /** @throws where it cannot be opened */
  open(entry: TreeEntry): Promise<ByteSource>;
}

export type OpenFilesResult =
  | ({ readonly ok: true; close(): Promise<void> } & OpenFiles)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Opens a deliverable for its files.
 * @throws UsageError where the target is nothing that jatdae reads, or a web server, whose files cannot be listed
 */
export async function openFiles(target: string, temp = tmpdir()): Promise<OpenFilesResult> {
  const spool = createSpool(temp);
  try {
    const opening = await openWith(target, spool);
    if (!opening.ok) await spool.remove();
    return opening;
  } catch (error) {
    await spool.remove();
    throw error instanceof RemoteFailure ? new UsageError(remoteMessage(error)) : error;
  }
}

async function openWith(target: string, spool: Spool): Promise<OpenFilesResult> {
  const archives = { ...spool, limits: ARCHIVE_LIMITS, onSpooled: () => undefined };
  const opening = await openDeliverable(target, undefined, archives);
  if (!opening.ok) return opening;
  const { opened } = opening;
  if (isRemote(opened.root) && opened.archive === null)
    throw new UsageError({
      ko: '서버에 있는 납품물은 모든 파일을 알 수 없습니다. 내려받은 폴더나 압축 파일을 지정하십시오.',
      en: 'Not all files of a deliverable on a server can be known. Name a downloaded folder or an archive.',
    });
  const tree = await listFiles(opened, archives);
  const { manifest, manifestPath } = opened;
  const isOwn = ({ path, member, kind }: TreeEntry): boolean =>
    kind === 'file' && (member?.depth ?? 0) === 0 && path !== manifestPath.normalize('NFC');
  const entries = tree.entries.filter(({ member }) => (member?.depth ?? 0) === 0);
  const holders = new Set(
    tree.entries.flatMap(({ stored, member }) => ((member?.depth ?? 0) === 0 ? [] : [stored.slice(0, stored.indexOf('!/'))])),
  );
  return {
    ok: true,
    root: opened.root,
    manifestPath,
    manifest,
    profile: opened.profile.profile,
    entries,
    archives: new Set(entries.filter(({ stored }) => holders.has(stored))),
    resources: manifest.resources.map((resource) => resourceFiles(tree, resource).filter(isOwn)),
    predictions: (manifest.experiments ?? []).map(({ predictions }) => {
      const glob = typeof predictions === 'string' ? predictions : predictions?.path;
      return glob === undefined ? [] : matchFiles(tree, glob).filter(isOwn);
    }),
    manifestText: async () =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode((await opened.read(manifestPath)) ?? new Uint8Array()),
    read: opened.read,
    open: (entry) => openEntry(tree.root, entry),
    close: () => spool.remove(),
  };
}
