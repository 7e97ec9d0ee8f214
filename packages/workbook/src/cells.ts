/** What Excel holds (its specifications and limits): rows with the header, columns, UTF-16 code units of a cell, digits of a number. */
export const EXCEL = { rows: 1_048_576, columns: 16_384, cell: 32_767, digits: 15 } as const;

/** What follows the place of a cell in its tag, up to its end. A text is a text, whatever it starts with: never a formula. */
export const textCell = (text: string, attributes = ''): string =>
  `${attributes} t="inlineStr"><is><t${SPACES.test(text) ? ' xml:space="preserve"' : ''}>${escapeText(text)}</t></is>`;

/** White space that a reader of XML may drop. */
const SPACES = /^\s|\s$|\s\s|[\t\n]/u;

export const numberCell = (digits: string, attributes = ''): string => `${attributes}><v>${digits}</v>`;

/** A, B, …, Z, AA, … */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (index % 26));
}

/** What XML 1.0 has no characters for is written as Excel does, `_x0007_`; a text that reads so already gets its `_` escaped. */
export function escapeText(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/gu, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

export const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;');
