/** Alternatives that the braces of one glob may give. */
const MOST_ALTERNATIVES = 64;

/**
 * Matches a glob of `*`, `**`, escapes and braces, in time that the names of the glob times the length of the path bound: a regular
 * expression backtracks, and both may come from somebody who wants it to. Null for any other glob.
 */
export function plainGlob(glob: string): ((path: string) => boolean) | null {
  const alternatives = withoutBraces(glob);
  if (alternatives?.every(isPlain) !== true) return null;
  const matchers = alternatives.map(pathMatcher);
  return (path) => matchers.some((matches) => matches(path));
}

const isPlain = (glob: string): boolean => !glob.includes('\\\\') && !/[?[\]{}\\]/.test(glob.replace(/\\./gs, ''));

/** Every text that `{a,b}` stands for; null where braces hold braces, a single word or a range, or are too many. */
function withoutBraces(glob: string): string[] | null {
  const found = /^((?:\\.|[^{}\\])*)\{((?:\\.|[^{}\\])*)\}(.*)$/su.exec(glob);
  if (found === null) return [glob];
  const [, before = '', inside = '', after = ''] = found;
  const words = inside.split(/(?<!\\),/);
  const rest = withoutBraces(after);
  if (rest === null || words.length < 2 || inside.includes('..') || words.length * rest.length > MOST_ALTERNATIVES) return null;
  return words.flatMap((word) => rest.map((end) => before + word + end));
}

function pathMatcher(glob: string): (path: string) => boolean {
  const names = glob
    .split('/')
    .map((name) =>
      name === '**' ? null : piecesMatcher(name.split(/(?<!\\)\*+/).map((piece) => piece.replace(/\\(.)/gsu, '$1'))),
    );
  return (path) => isMatched(names, path.split('/'));
}

/** `null` stands for any number of names, hidden ones excepted. */
function isMatched(globs: readonly (((name: string) => boolean) | null)[], names: readonly string[]): boolean {
  // reached[k]: the globs so far match the first k names.
  let reached = names.map((_, k) => k === 0).concat(names.length === 0);
  for (const glob of globs) {
    const next: boolean[] = new Array<boolean>(names.length + 1).fill(false);
    if (glob === null) next[0] = reached[0] === true;
    for (const [k, name] of names.entries()) {
      next[k + 1] =
        glob === null
          ? reached[k + 1] === true || (next[k] === true && !name.startsWith('.'))
          : reached[k] === true && glob(name);
    }
    reached = next;
  }
  return reached[names.length] === true;
}

/** Pieces that stand between stars are found from left to right, each as early as it can be, the last one at the end. */
function piecesMatcher(pieces: readonly string[]): (name: string) => boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (name) => name === first;
  return (name) => {
    if (!name.startsWith(first) || (first === '' && name.startsWith('.'))) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = name.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return name.length - last.length >= at && name.endsWith(last);
  };
}
