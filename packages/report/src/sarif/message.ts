import { clean } from '../text.js';

/**
 * A text as SARIF's plain text messages have it (SARIF 2.1.0, 3.11): what would be taken for a placeholder, `{0}`, or for a link, `[text](target)`, is escaped.
 * Other braces stay single, as programs that show messages without arguments leave them as they are.
 */
export function messageText(text: string): string {
  return clean(text)
    .replace(/\{(\d+)\}/gu, '{{$1}}')
    .replace(/\[(?=[^\]]*\]\()/gu, '\\[');
}
