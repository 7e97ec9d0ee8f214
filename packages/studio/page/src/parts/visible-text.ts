/** Part of a text: as it is, or a character that would not be seen, by its code. */
export interface Piece {
  readonly text: string;
  readonly control: boolean;
}

/** Controls but tab and line ends, marks and overrides of direction, zero-width and line separators, BOM. */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A line that somebody typed or pasted: composed, its controls as spaces, as the server takes names and reasons. */
export const typedLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, ' ')
    .trim();

export function splitControls(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: control, index } of text.matchAll(CONTROLS)) {
    if (index > end) pieces.push({ text: text.slice(end, index), control: false });
    pieces.push({ text: `U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`, control: true });
    end = index + control.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), control: false });
  return pieces;
}

/** At most so many UTF-16 units, no pair of surrogates cut in two. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}
