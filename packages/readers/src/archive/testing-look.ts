import { Buffer } from 'node:buffer';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TreeEntry } from '../folder.js';
import { type ArchiveSettings, archiveTree } from './archives.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './member.js';
import { DamagedSource, openEntry } from './open-entry.js';
import { readRange } from './zip.js';

/** A member as whoever reads the whole archive sees it: its content, or why there is none. */
export interface SeenMember {
  readonly path: string;
  readonly content: string | null;
  /** a word of F005 or M005 */
  readonly problem: string | null;
  readonly nameIssue: TreeEntry['nameIssue'];
}

export interface Look {
  readonly members: readonly SeenMember[];
  /** why the archive cannot be listed */
  readonly problem: string | null;
}

/** A folder for archives and what is unpacked of them on the way. */
export interface Workbench {
  look(bytes: Uint8Array, limits?: Partial<ArchiveLimits>): Promise<Look>;
  readonly folder: string;
  settings(limits?: Partial<ArchiveLimits>): ArchiveSettings;
  remove(): Promise<void>;
}

export async function openWorkbench(): Promise<Workbench> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'jatdae-archives-')));
  let files = 0;
  const newSpool = async (): Promise<string> => join(folder, `${files++}`);
  const settings = (limits: Partial<ArchiveLimits> = {}): ArchiveSettings => ({
    newSpool,
    limits: { ...ARCHIVE_LIMITS, ...limits },
  });
  return {
    folder,
    settings,
    remove: () => rm(folder, { recursive: true, force: true }),
    async look(bytes, limits) {
      const file = await newSpool();
      await writeFile(file, bytes);
      try {
        return await lookInto(file, settings(limits));
      } finally {
        await rm(file);
      }
    },
  };
}

async function lookInto(file: string, settings: ArchiveSettings): Promise<Look> {
  try {
    const { root, entries } = await archiveTree(file, settings);
    const members: SeenMember[] = [];
    for (const entry of entries) members.push(await see(root, entry));
    return { members, problem: null };
  } catch (error) {
    if (!(error instanceof DamagedSource)) throw error;
    return { members: [], problem: error.reason };
  }
}

async function see(root: string, entry: TreeEntry): Promise<SeenMember> {
  const { path, nameIssue } = entry;
  if (entry.kind === 'refused') return { path, nameIssue, content: null, problem: entry.reason };
  try {
    const source = await openEntry(root, entry);
    const content = await readRange(source, 0, source.size);
    const damage = source.damage?.() ?? (await source.verify?.()) ?? null;
    await source.close();
    return { path, nameIssue, content: Buffer.from(content).toString('latin1'), problem: damage?.reason ?? null };
  } catch (error) {
    if (!(error instanceof DamagedSource)) throw error;
    return { path, nameIssue, content: null, problem: error.reason };
  }
}
