import { createHash } from 'node:crypto';
import { canonicalJson } from '@jatdae/schema';
import type { AskedItem } from '../asked-item.js';

/** SHA-256 of all that a reviewer judges an item by, as canonical JSON; of media their content, where it was read. */
export function shownPrint(item: AskedItem): string {
  const { type, context, question, turns, choices, keys, answer, explanation, labels } = item;
  const media = item.media.map(({ reference, sha256 }) => sha256 ?? reference);
  const shown = { type, context, question, turns, choices, keys, answer, explanation, labels, media };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
