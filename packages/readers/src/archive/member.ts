import { EXPANSION_LIMIT, type ExpansionLimit } from '../compression/decoded.js';

/** Where the bytes of a member are: below the root as stored ('' where the root itself is the archive), or in a temporary file. */
export interface Holder {
  readonly kind: 'file' | 'spool';
  /** of a file: relative to the root, as stored; of a spool: absolute */
  readonly path: string;
}

/** A range of an archive that is a file by itself. Plain data: a worker opens it without reading the archive's directory again. */
export interface Member {
  /** how many archives it lies in, below the deliverable: the number of `!/` in its path */
  readonly depth: number;
  /** the file on the disk that it came from, as stored below the root; '' where the root itself is the archive */
  readonly outer: string;
  readonly holder: Holder;
  /** offset in the holder of its local header (zip) or of its content (tar) */
  readonly offset: number;
  readonly localHeader: boolean;
  /** bytes in the holder */
  readonly packed: number;
  readonly method: 'stored' | 'deflate' | 'zstd';
  readonly crc: number | null;
}

/** A member of a listing, before it is a file of the tree. */
export interface ListedMember {
  /** '/' between names, as the archive spells it */
  readonly name: string;
  readonly size: number;
  readonly offset: number;
  readonly localHeader: boolean;
  readonly packed: number;
  readonly method: 'stored' | 'deflate' | 'zstd';
  readonly crc: number | null;
  /** the name is CP949 and does not say so */
  readonly cp949: boolean;
  /** no plain file, or a name that leads out: not read */
  readonly refusal: MemberRefusal | null;
  /** why it cannot be read, a word of F005 */
  readonly problem: string | null;
}

export type MemberRefusal = 'absolute' | 'parent' | 'backslash' | 'name-encoding' | 'member-link' | 'fifo' | 'device';

export interface Listing {
  readonly members: readonly ListedMember[];
  /** why this is not all that the archive holds, if so: a word of F005 */
  readonly problem: string | null;
}

export interface ArchiveLimits extends ExpansionLimit {
  readonly members: number;
  /** archives in each other that are read, the outermost below the deliverable counted */
  readonly depth: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { members: 1_000_000, depth: 2, ...EXPANSION_LIMIT };

export function expandsTooFar(size: number, packed: number, limits: ArchiveLimits): boolean {
  return size > limits.freeBytes && size > packed * limits.ratio;
}

/** How the name of a member leads out of the archive, if it does. Both systems' spellings count, on either system. */
export function refusalOfName(name: string): MemberRefusal | null {
  if (/^(?:[/\\]|[A-Za-z]:)/u.test(name)) return 'absolute';
  if (name.split(/[/\\]/u).includes('..')) return 'parent';
  if (name.includes('\0')) return 'name-encoding';
  return name.includes('\\') ? 'backslash' : null;
}

/** Unix file types, as both zip and tar keep them in a mode's upper bits. */
export function refusalOfMode(mode: number): MemberRefusal | null {
  switch (mode & 0o170000) {
    case 0o120000:
      return 'member-link';
    case 0o010000:
      return 'fifo';
    case 0o020000:
    case 0o060000:
    case 0o140000:
      return 'device';
    default:
      return null;
  }
}
