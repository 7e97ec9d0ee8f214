import { Buffer } from 'node:buffer';

/** Text that is parsed by itself. */
export interface YamlPiece {
  readonly text: string;
  /** lines of the file before it */
  readonly line: number;
  /** bytes of the file before it */
  readonly byte: number;
  /** it holds one item of a list that is cut, and what is wrong in it is wrong in it alone */
  readonly single: boolean;
  /** the same, cut into its items; null where that cannot be */
  items(): YamlPiece[] | null;
}

/** The parser takes a hundred bytes of memory for a byte of text, so that what cannot be cut has to be small. */
const WHOLE_BYTES = 4 << 20;
const PIECE_BYTES = 256 << 10;

/**
 * Cuts a list of items at `- ` in the first column, which YAML has nowhere but before an item of a top-level block sequence: what is inside
 * one is indented. Anchors keep a file whole, if it is small. Null where a file that cannot be cut is too large.
 */
export function cutYaml(bytes: Buffer, at: string | null): readonly YamlPiece[] | null {
  const text = bytes.toString();
  const isList = (at === null || at === '') && FIRST_ITEM.test(text);
  const small = bytes.length <= WHOLE_BYTES;
  if (isList && !(small && ANCHOR.test(text))) return cut(text, 0, 0, PIECE_BYTES);
  return small ? [{ text, line: 0, byte: 0, single: false, items: () => null }] : null;
}

/** Comments and a document's start may stand before the first item. */
const FIRST_ITEM = /^(?:[ \t]*(?:#[^\n]*)?\r?\n|---[ \t]*\r?\n)*- /u;
const ANCHOR = /(?:^|[\s[{,])&[^\s,[\]{}]/u;
const ITEM_START = /^-(?=[ \t\r\n])/gmu;

/** Pieces of at least `size` characters, except the last. */
function cut(text: string, line: number, byte: number, size: number): YamlPiece[] {
  const edges = [0];
  for (const { index } of text.matchAll(ITEM_START)) if (index - (edges.at(-1) as number) >= size) edges.push(index);
  // What stands before the first item belongs to it.
  if (size === 1 && !text.startsWith('-') && edges.length > 1) edges.splice(1, 1);
  let [lines, bytes] = [line, byte];
  return edges.map((from, i) => {
    const piece = text.slice(from, edges[i + 1]);
    const place = { line: lines, byte: bytes };
    lines += countLines(piece);
    bytes += Buffer.byteLength(piece);
    const single = size === 1;
    return { text: piece, ...place, single, items: () => (single ? null : cut(piece, place.line, place.byte, 1)) };
  });
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
