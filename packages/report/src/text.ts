import type { Localized } from '@jatdae/schema';
import stringWidth from 'string-width';

const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** Of these no two make one character, and none is an emoji. */
const SIMPLE = /^[ -~\uac00-\ud7a3]*$/u;
const HANGUL = /[\uac00-\ud7a3]/gu;

/** Columns of a terminal: 2 for a Hangul syllable, 0 for a combining mark. Ambiguous widths count as 1. */
export function displayWidth(text: string): number {
  // What finds the bounds of characters takes longer to start than most reports to write.
  return SIMPLE.test(text) ? text.length + (text.match(HANGUL)?.length ?? 0) : stringWidth(text);
}

/** Shows control and bidirectional characters as escapes, so that data can neither drive a terminal nor reorder a line. */
export function clean(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Lines of at most `width` columns, broken at spaces and inside a word only where the word alone is too long. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = cutWord(word, width);
    line = pieces.pop() ?? '';
    lines.push(...pieces);
  }
  return [...lines, line];
}

function cutWord(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(word)) {
    const columns = displayWidth(segment);
    if (used + columns > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += columns;
  }
  return [...pieces, piece];
}

/** The text in at most `width` columns, its end replaced by `…` where it does not fit. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return `${cutWord(text, Math.max(1, width - 1))[0] ?? ''}…`;
}

export function formatCount(value: number): string {
  const [whole = '0', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A share of 1 as a percentage, rounded down so that what misses a threshold never reads as meeting it; more than none is never 0 %. */
export function formatShare(share: number, digits: number): string {
  const scale = 10 ** digits;
  // 0.0999 × 10,000 is 998.999…: the sum of a few rounding errors is not a part of the share.
  const floored = Math.floor(share * 100 * scale + 1e-6) / scale;
  return share > 0 && floored === 0 ? `<${1 / scale}%` : `${floored}%`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

export const both = (ko: string, en: string): Localized => ({ ko, en });
