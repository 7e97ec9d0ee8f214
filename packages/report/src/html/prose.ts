import { html, type Markup } from './markup.js';

/** A sentence in which `words in backticks` are code, as on the pages of rules. */
export function prose(text: string): Markup {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return html`${text}`;
  return html`${parts.map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
