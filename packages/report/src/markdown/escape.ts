import { clean } from '../text.js';

const MARKS = /[\\`*_[\]<>|#~&$!]/gu;
/** Keeps what stands on its sides from being read as one, and is not seen. */
const WORD_JOINER = '\u2060';

/**
 * Data as GitHub's Markdown shows it unchanged: nothing in it is markup, a cell's end, a link, a mention of somebody (`@name`) or of an issue (`#12`).
 * The last three are looked for in the text that is left when escapes are gone, so they are broken by a word joiner.
 */
export function escapeMarkdown(text: string): string {
  return clean(text)
    .replace(/@(?=\S)/gu, `@${WORD_JOINER}`)
    .replace(/#(?=\d)/gu, `#${WORD_JOINER}`)
    .replace(/:\/\//gu, `:${WORD_JOINER}//`)
    .replace(/\bwww\./giu, (host) => `${host.slice(0, -1)}${WORD_JOINER}.`)
    .replace(MARKS, (mark) => `\\${mark}`);
}

/** A path or code in a code span; as escaped text where it holds what ends a span or a cell. */
export const codeSpan = (text: string): string =>
  text === '' || /[`|\\]/u.test(text) ? escapeMarkdown(text) : `\`${clean(text)}\``;
