import { clean } from '../text.js';

/** Markup of a page; every text that went into it is escaped. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | null | Markup | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and in a quoted attribute; control and bidirectional characters show as escapes. */
const escapeText = (text: string): string => clean(text).replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');

/** A template of markup: what is put into it is text unless it is `Markup` itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((page, piece, at) => page + markupOf(parts[at - 1] ?? null) + piece) };
}

/** Markup that was made by something else which escapes, such as a serialised document. */
export const trusted = (markup: string): Markup => ({ markup });

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if ('markup' in part) return part.markup;
  return part.map(markupOf).join('');
}
