/**
 * Matches a glob that holds nothing special but `*` and `**`, in time that the names of the glob times the length of the path bound: a regular
 * expression backtracks, and both may come from somebody who wants it to. Null for any other glob.
 */
export function plainGlob(glob: string): ((path: string) => boolean) | null {
  if (/[?[\]{}\\]/.test(glob)) return null;
  const names = glob.split('/').map((name) => (name === '**' ? null : piecesMatcher(name.split(/\*+/))));
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
