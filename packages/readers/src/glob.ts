import picomatch from 'picomatch';
import type { FileTree, TreeEntry } from './folder.js';
import { plainGlob } from './plain-glob.js';

const OPTIONS: picomatch.PicomatchOptions = { dot: false, nonegate: true, noextglob: true, windows: false };

/** What a regular expression may be asked: one that backtracks takes time in the power of its stars. */
const MOST_STARS = 3;
const LONGEST_PATH = 4096;

/** Files whose path matches a glob below the root, in the tree's order. Both are compared in NFC. No `*` leads into an archive. */
export function matchFiles(tree: FileTree, glob: string): TreeEntry[] {
  const archives = glob.split('!/');
  const depth = archives.length - 1;
  const matchers = archives.map((_, i) => matcher(archives.slice(0, i + 1).join('!/')));
  return tree.entries.filter((entry) => {
    const own = entry.member?.depth ?? 0;
    // What cannot be listed stands for the members that it would have.
    const concerned = own === depth || (own < depth && entry.problem !== undefined);
    return entry.kind === 'file' && concerned && matchers[own]?.(entry.path) === true;
  });
}

/** Whether a path may stand for several files. */
export const isGlob = (path: string): boolean => picomatch.scan(path).isGlob;

function matcher(glob: string): (path: string) => boolean {
  const own = glob.normalize('NFC').replace(/^\.\//, '');
  return plainGlob(own) ?? boundedMatcher(own);
}

/** Nothing matches a glob with classes, question marks or braces in braces, and more stars than any name needs. */
function boundedMatcher(glob: string): (path: string) => boolean {
  if (isCostly(glob)) return () => false;
  const matches = picomatch(withoutGroups(glob), OPTIONS);
  return (path) => path.length <= LONGEST_PATH && matches(path);
}

/** Groups and what repeats them are nothing that a glob has, but picomatch would take them for a regular expression's. */
const withoutGroups = (glob: string): string =>
  glob.replace(/\\.|[()|+]/gs, (found) => (found.length > 1 ? found : `\\${found}`));

const isCostly = (glob: string): boolean => (glob.match(/\*+/g) ?? []).length > MOST_STARS;

export interface PathPattern {
  readonly glob: string;
  /** the text at the placeholder, or null where the path does not match */
  extract(path: string): string | null;
}

const PLACEHOLDER = '{subMetric}';

/** A glob with one `{subMetric}`, which stands for a name or a piece of one. Null where it holds none, or several. */
export function pathPattern(pattern: string): PathPattern | null {
  const segments = pattern.normalize('NFC').replace(/^\.\//, '').split('/');
  const at = segments.findIndex((segment) => segment.includes(PLACEHOLDER));
  if (at < 0 || pattern.split(PLACEHOLDER).length !== 2 || isCostly(segments[at] as string)) return null;
  const name = nameMatcher(segments[at] as string);
  const before = foldersMatcher(segments.slice(0, at));
  const after = foldersMatcher(segments.slice(at + 1));
  return {
    glob: segments.join('/').replace(PLACEHOLDER, '*'),
    extract(path) {
      const names = path.normalize('NFC').split('/');
      for (let i = 0; i < names.length; i += 1) {
        const value = name(names[i] as string);
        if (value !== null && before(names.slice(0, i)) && after(names.slice(i + 1))) return value;
      }
      return null;
    },
  };
}

/** Matches a run of names that may be empty, which a glob by itself cannot. */
function foldersMatcher(globs: readonly string[]): (names: readonly string[]) => boolean {
  const canBeEmpty = globs.every((glob) => glob === '**');
  const matches = globs.length === 0 ? () => false : matcher(globs.join('/'));
  return (names) => (names.length === 0 ? canBeEmpty : matches(names.join('/')));
}

/** In a name that holds the placeholder, `*` and `?` have their meaning and everything else is itself. */
function nameMatcher(glob: string): (name: string) => string | null {
  const source = glob
    .split(PLACEHOLDER)
    .map((piece) =>
      piece
        .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.'),
    )
    .join('(.+)');
  const expression = new RegExp(`^${source}$`, 'su');
  return (name) =>
    name.length > LONGEST_PATH || (name.startsWith('.') && !glob.startsWith('.')) ? null : (expression.exec(name)?.[1] ?? null);
}
