import { clean } from '../text.js';

/** What XML 1.0 has no characters for (2.2) and `clean` leaves: noncharacters and halves of pairs. */
const NO_CHARACTER = /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text of one line for an element or an attribute; characters that XML 1.0 forbids are shown as escapes or as U+FFFD. */
export const xmlText = (text: string): string =>
  clean(text)
    .replace(NO_CHARACTER, '\ufffd')
    .replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? character);

export const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
