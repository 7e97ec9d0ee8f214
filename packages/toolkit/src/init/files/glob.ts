import { type FileTree, matchFiles } from '@jatdae/readers';

/** A path as a glob that matches it and nothing else. */
export const escapeGlob = (path: string): string =>
  path.replace(/[\\*?[\]{}()!+@|^$]/gu, (character, at: number) =>
    // What leads into an archive is written as it is.
    character === '!' && path[at + 1] === '/' ? '!' : `\\${character}`,
  );

/** Names that are listed in braces, at the most. */
const MOST_LISTED = 12;

/** The shortest glob that matches exactly these files of the tree, null where none of the forms that we try does. */
export function globOf(paths: readonly string[], tree: FileTree): string | null {
  const wanted = new Set(paths);
  const isExact = (glob: string): boolean => {
    const matched = matchFiles(tree, glob);
    return matched.length === wanted.size && matched.every(({ path }) => wanted.has(path));
  };
  return candidates(paths).find(isExact) ?? null;
}

function candidates(paths: readonly string[]): string[] {
  const [only = ''] = paths;
  if (paths.length === 1) return [escapeGlob(only), escapeGlob(only).replace(/\\./gu, '?')];
  const prefix = commonStart(paths);
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const rests = paths.map((path) => path.slice(folder.length));
  const names = rests.map((rest) => rest.slice(rest.lastIndexOf('/') + 1));
  const start = escapeGlob(folder);
  const shapes = nameShapes(names);
  const depths = new Set(rests.map((rest) => rest.split('/').length));
  const [depth = 1] = depths;
  const folders = depth === 1 ? [''] : ['*/'.repeat(depth - 1), '**/'];
  const ways = depths.size === 1 ? folders : ['**/'];
  const wide = ways.flatMap((way) => shapes.map((shape) => `${start}${way}${shape}`));
  return paths.length > MOST_LISTED ? wide : [...wide, listed(rests, start)];
}

/** Names by their ending, by how they begin, by how they end, by both. */
function nameShapes(names: readonly string[]): string[] {
  const [first = ''] = names;
  if (names.every((name) => name === first)) return [escapeGlob(first)];
  const [begin, end] = [escapeGlob(commonStart(names)), escapeGlob(commonEnd(names))];
  const ending = escapeGlob(commonEnd(names).replace(/^[^.]*(?=\.)/u, ''));
  return [`*${ending}`, `${begin}*${ending}`, `*${end}`, `${begin}*${end}`];
}

function listed(rests: readonly string[], start: string): string {
  const common = commonStart(rests);
  const end = commonEnd(rests.map((rest) => rest.slice(common.length)));
  const middles = rests.map((rest) => escapeGlob(rest.slice(common.length, rest.length - end.length)));
  return `${start}${escapeGlob(common)}{${middles.join(',')}}${escapeGlob(end)}`;
}

export function commonStart(texts: readonly string[]): string {
  const [first = ''] = texts;
  let length = first.length;
  for (const text of texts) {
    let k = 0;
    while (k < length && k < text.length && text[k] === first[k]) k += 1;
    length = k;
  }
  return first.slice(0, length);
}

export const commonEnd = (texts: readonly string[]): string => turned(commonStart(texts.map(turned)));

const turned = (text: string): string => [...text].reverse().join('');
