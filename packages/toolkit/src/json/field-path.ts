import { pointerKeys } from '@jatdae/schema';
import { memberAt } from './edit-member.js';

/** Where a field that a manifest spells `q.text` or `/q/text` stands in a record: a name with a dot may be that of one column. */
export function fieldPath(spelling: string, record: Uint8Array): readonly string[] {
  if (spelling.startsWith('/')) return pointerKeys(spelling);
  const path = spelling.split('.');
  return path.length > 1 && memberAt(record, path) === null && memberAt(record, [spelling]) !== null ? [spelling] : path;
}
