import { basename, dirname } from 'node:path';
import { openFile, type TreeEntry } from '../folder.js';
import type { ByteSource } from '../reader.js';
import { memorySource } from '../source.js';
import { isRemote } from '../sources/address.js';
import { openAhead } from '../sources/ahead.js';
import { openBelow } from '../sources/open.js';
import type { Holder, Member } from './member.js';
import { checkedSource, rangeSource, unpackedSource } from './source.js';
import { contentOffset } from './zip.js';

/** A file that is listed and whose bytes cannot be had; `reason` is a word of F005. */
export class DamagedSource extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
    this.name = 'DamagedSource';
  }
}

/** What has to be known of an entry to open it: plain data. */
export type Openable = Pick<TreeEntry, 'stored' | 'size' | 'member' | 'problem'>;

export interface Opener {
  /** @throws FileRefused, DamagedSource */
  open(file: Openable): Promise<ByteSource>;
  close(): Promise<void>;
}

/**
 * Opens files and members one after another, and keeps the archive open that the last one lies in.
 * @param upcoming what will be opened, in order: over a network the next ones are asked for ahead
 */
export function createOpener(root: string, upcoming: readonly Openable[] = []): Opener {
  const ahead = isRemote(root)
    ? openAhead(
        root,
        upcoming.filter((file) => isPlain(file) && file.size > 0).map(({ stored }) => stored),
      )
    : null;
  let kept: { readonly holder: Holder; readonly source: ByteSource } | null = null;

  const release = async (): Promise<void> => {
    const { source } = kept ?? {};
    kept = null;
    await source?.close();
  };
  const holderOf = async ({ holder }: Member): Promise<ByteSource> => {
    if (kept?.holder.path === holder.path && kept.holder.kind === holder.kind) return kept.source;
    await release();
    kept = { holder, source: await openHolder(root, holder) };
    return kept.source;
  };

  return {
    async open(file) {
      if (file.problem !== undefined) throw new DamagedSource(file.stored, file.problem);
      if (ahead !== null && isPlain(file) && file.size > 0) return ahead.open(file.stored);
      if (file.member === undefined) return openPlain(root, file);
      return openMember(await holderOf(file.member), file.stored, file.size, file.member);
    },
    async close() {
      await release();
      await ahead?.close();
    },
  };
}

const isPlain = ({ member, problem }: Openable): boolean => member === undefined && problem === undefined;

/** A server need not be asked for nothing, and some have no answer to it. */
function openPlain(root: string, { stored, size }: Openable): Promise<ByteSource> {
  return size === 0 && isRemote(root) ? Promise.resolve(memorySource(new Uint8Array(0))) : openBelow(root, stored);
}

/** Opens one file or member by itself. @throws FileRefused, DamagedSource */
export async function openEntry(root: string, file: Openable): Promise<ByteSource> {
  if (isPlain(file)) return openPlain(root, file);
  const opener = createOpener(root);
  try {
    const source = await opener.open(file);
    return { ...source, close: () => opener.close() };
  } catch (error) {
    await opener.close();
    throw error;
  }
}

function openHolder(root: string, { kind, path }: Holder): Promise<ByteSource> {
  return kind === 'file' ? openBelow(root, path) : openFile(dirname(path), basename(path));
}

async function openMember(holder: ByteSource, name: string, size: number, member: Member): Promise<ByteSource> {
  const start = await memberStart(holder, member);
  if (start === null) throw new DamagedSource(name, 'corrupt');
  if (start + member.packed > holder.size) throw new DamagedSource(name, 'truncated');
  const range = rangeSource(holder, start, member.packed);
  return checkedSource(unpackedSource(range, size, member.method), member.crc);
}

/** Offset in its holder of a member's content. */
async function memberStart(holder: ByteSource, { offset, localHeader, crc }: Member): Promise<number | null> {
  return localHeader ? contentOffset(holder, offset, crc) : offset;
}

/** Where in its holder a member's content begins. @throws FileRefused, DamagedSource */
export async function locateMember(root: string, name: string, member: Member): Promise<number> {
  const holder = await openHolder(root, member.holder);
  try {
    const start = await memberStart(holder, member);
    if (start === null) throw new DamagedSource(name, 'corrupt');
    return start;
  } finally {
    await holder.close();
  }
}
