import { type SplitWord, splitOf } from '../fields/words.js';
import { commonEnd, commonStart, escapeGlob } from '../files/glob.js';

/** What the words of a path say. */
export interface PathWords {
  readonly path: string;
  readonly split: SplitWord | null;
  /** the path without that word and without endings: what else tells files apart */
  readonly rest: string;
}

const ENDING = /(?:\.(?:gz|zst))?$/iu;
/** Pieces of one table, as exporters number them. */
const SHARD = /[-_.]?\d+[-_]of[-_]\d+|[-_.]?(?:part|shard|chunk)[-_.]?\d+/giu;

/** The split that the nearest name of a path tells, a folder's or a part of a file's name. */
export function pathWords(path: string): PathWords {
  const plain = path
    .replace(ENDING, '')
    .replace(/\.[^./]*$/u, '')
    .replace(SHARD, '');
  const pieces = plain.split(/([/_\-.\s]+)/u);
  for (let k = pieces.length - 1; k >= 0; k -= 1) {
    const piece = pieces[k] ?? '';
    const split = k % 2 === 0 ? splitOf(piece) : null;
    if (split !== null) return { path, split, rest: tidied([...pieces.slice(0, k), ...pieces.slice(k + 1)].join('')) };
  }
  return { path, split: null, rest: tidied(plain) };
}

const tidied = (rest: string): string =>
  rest
    .split('/')
    .map((name) =>
      name
        .replace(/(?:\.(?:zip|tar|tgz|tar\.gz|tar\.zst))?!$/u, '')
        .replace(/[_\-.\s]{2,}/gu, (run) => run[0] ?? '')
        .replace(/^[_\-.\s]+|[_\-.\s]+$/gu, ''),
    )
    .filter((name) => name !== '')
    .join('/');

/** What tells the files apart, each with the paths that it stands in; null where nothing does, or only numbers do. */
export interface NamedByPath {
  /** id by path */
  readonly names: ReadonlyMap<string, string>;
  /** with {subMetric} where the name stands, null where no one pattern fits all */
  readonly pattern: string | null;
}

const MOST_NAMES = 100;
const NUMBERED = /^[\d_\-.\s]*$/u;

/** Names of sub-metrics in paths: of the files, where there are not very many, else of a folder. */
export function namesInPaths(words: readonly PathWords[]): NamedByPath | null {
  const whole = byFile(words);
  if (whole !== null) return whole;
  const depths = new Set(words.map(({ path }) => path.split('/').length));
  const [depth = 0] = depths;
  if (depths.size !== 1) return null;
  for (let level = depth - 2; level >= 0; level -= 1) {
    const names = new Map(words.map(({ path }) => [path, path.split('/')[level] ?? '']));
    const found = new Set(names.values());
    if (
      found.size < 2 ||
      found.size > MOST_NAMES ||
      [...found].every((name) => NUMBERED.test(name) || splitOf(name) !== null || name.endsWith('!'))
    )
      continue;
    return {
      names,
      pattern: patternAt(
        words.map(({ path }) => path.split('/')),
        level,
      ),
    };
  }
  return null;
}

/** Folders as they are where all have the same, a star where not, and the name's place. */
function patternAt(paths: readonly (readonly string[])[], level: number): string {
  const [first = []] = paths;
  return first
    .map((folder, k) => (k === level ? '{subMetric}' : paths.every((path) => path[k] === folder) ? escapeGlob(folder) : '*'))
    .join('/');
}

function byFile(words: readonly PathWords[]): NamedByPath | null {
  const rests = [...new Set(words.map(({ rest }) => rest))];
  if (rests.length < 2 || rests.length > MOST_NAMES || words.length > 4 * rests.length) return null;
  const start = wordStart(commonStart(rests));
  const end = wordEnd(commonEnd(rests));
  const nameOf = (rest: string): string =>
    rest.slice(start.length, Math.max(start.length, rest.length - end.length)).replace(/^[/_\-.\s]+|[/_\-.\s]+$/gu, '');
  const names = new Map(words.map(({ path, rest }) => [path, nameOf(rest)]));
  const values = [...names.values()];
  if (values.some((name) => name === '' || name.includes('/')) || values.every((name) => NUMBERED.test(name))) return null;
  const [one = '', other = '', ...more] = new Set(values);
  // Of two, `question` and `question_ood` are one thing.
  if (more.length === 0 && (other.startsWith(one) || one.startsWith(other))) return null;
  return { names, pattern: patternOf(names) };
}

/** A common start ends where a word does. */
const wordStart = (text: string): string => /^.*[/_\-.\s]/su.exec(text)?.[0] ?? '';
const wordEnd = (text: string): string => /[/_\-.\s].*$/su.exec(text)?.[0] ?? '';

/** The one place of the name in all paths. */
export function patternOf(names: ReadonlyMap<string, string>): string | null {
  const patterns = new Set(
    [...names].map(([path, name]) => {
      const folders = path.split('/');
      const at = folders.findLastIndex((folder) => folder.includes(name));
      if (at < 0) return '';
      return folders.map((folder, k) => (k === at ? folder.replace(name, '{subMetric}') : escapeGlob(folder))).join('/');
    }),
  );
  const [pattern = ''] = patterns;
  return patterns.size === 1 && pattern !== '' ? pattern : null;
}
