/**
 * Matches the bytes [start, end) of an ASCII text against a pattern. Only a subset of patterns is understood, those that people
 * write for ids and addresses: `^` and `$`, characters, classes, and a quantifier on each. Everything else is left to the regular
 * expression engine.
 */
export type PatternMatcher = (bytes: Uint8Array, start: number, end: number) => boolean;

interface Piece {
  /** 1 for every ASCII code that the piece takes */
  readonly set: Uint8Array;
  readonly min: number;
  readonly max: number;
}

/** Gives null where the pattern is not of the subset. */
export function compilePattern(source: string): PatternMatcher | null {
  if (!source.startsWith('^')) return null;
  const isWhole = source.endsWith('$') && !source.endsWith('\\$');
  const pieces = parsePieces(source.slice(1, isWhole ? -1 : undefined));
  if (pieces === null || !isDeterministic(pieces)) return null;
  return (bytes, start, end) => {
    let p = start;
    for (const { set, min, max } of pieces) {
      const most = Math.min(end, p + max);
      const from = p;
      while (p < most && set[bytes[p] as number] === 1) p += 1;
      if (p - from < min) return false;
    }
    return !isWhole || p === end;
  };
}

/** Taking as much as possible is right where what follows could not have taken it instead. */
function isDeterministic(pieces: readonly Piece[]): boolean {
  return pieces.every((piece, k) => {
    if (piece.min === piece.max) return true;
    for (const next of pieces.slice(k + 1)) {
      if (piece.set.some((taken, code) => taken === 1 && next.set[code] === 1)) return false;
      if (next.min > 0) return true;
    }
    return true;
  });
}

const CLASSES: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['w', 'A-Za-z0-9_'],
]);

function parsePieces(source: string): Piece[] | null {
  const pieces: Piece[] = [];
  for (let at = 0; at < source.length; ) {
    const atom = parseAtom(source, at);
    if (atom === null) return null;
    const quantifier = /^(?:\{(\d{1,4})(?:(,)(\d{0,4}))?\}|[*+?])/u.exec(source.slice(atom.end));
    const [min, max] = bounds(quantifier);
    at = atom.end + (quantifier?.[0].length ?? 0);
    // A second quantifier would make it lazy or possessive.
    if (/^[?+*{]/u.test(source.slice(at)) && quantifier !== null) return null;
    pieces.push({ set: atom.set, min, max });
  }
  return pieces;
}

function bounds(quantifier: RegExpExecArray | null): [min: number, max: number] {
  if (quantifier === null) return [1, 1];
  const [whole, low, comma, high] = quantifier;
  if (whole === '*') return [0, Number.MAX_SAFE_INTEGER];
  if (whole === '+') return [1, Number.MAX_SAFE_INTEGER];
  if (whole === '?') return [0, 1];
  const min = Number(low);
  if (comma === undefined) return [min, min];
  return [min, high === '' || high === undefined ? Number.MAX_SAFE_INTEGER : Number(high)];
}

interface Atom {
  readonly set: Uint8Array;
  readonly end: number;
}

function parseAtom(source: string, at: number): Atom | null {
  const c = source[at] ?? '';
  if (c === '[') return parseClass(source, at);
  if (c === '\\') {
    const letter = source[at + 1] ?? '';
    const named = CLASSES.get(letter);
    if (named !== undefined) return { set: setOf(named), end: at + 2 };
    return /[A-Za-z0-9]/u.test(letter) || letter === '' ? null : { set: single(letter), end: at + 2 };
  }
  return /[.^$*+?()|{}\]]/u.test(c) || c.charCodeAt(0) >= 0x80 ? null : { set: single(c), end: at + 1 };
}

function parseClass(source: string, at: number): Atom | null {
  const body = /^\[((?:[A-Za-z0-9 _.,:;/@#%&=~+-]|\\[dw.\-/])+)\]/u.exec(source.slice(at));
  const inside = body?.[1];
  if (body === null || inside === undefined) return null;
  const ranges = inside
    .replace(/\\d/gu, '0-9')
    .replace(/\\w/gu, 'A-Za-z0-9_')
    .replace(/\\([./])/gu, '$1');
  // An escaped hyphen is left: it stands for itself and must not become a range.
  return ranges.includes('\\') ? null : { set: setOf(ranges), end: at + body[0].length };
}

function setOf(ranges: string): Uint8Array {
  const set = new Uint8Array(256);
  for (let k = 0; k < ranges.length; k++) {
    const isRange = ranges[k + 1] === '-' && k + 2 < ranges.length;
    const from = ranges.charCodeAt(k);
    const to = isRange ? ranges.charCodeAt(k + 2) : from;
    set.fill(1, from, to + 1);
    if (isRange) k += 2;
  }
  return set;
}

function single(character: string): Uint8Array {
  const set = new Uint8Array(256);
  set[character.charCodeAt(0)] = 1;
  return set;
}
