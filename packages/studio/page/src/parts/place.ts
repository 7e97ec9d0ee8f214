import type { Place } from '@jatdae/schema';
import type { Text } from '../text.js';

/** Where a finding stands, as people name it. */
export function formatPlace({ path, record, line, pointer }: Place, t: Text): string {
  const parts = [path];
  if (line !== null) parts.push(t(`${line}번째 줄`, `line ${line}`));
  else if (record !== null) parts.push(t(`${record}번째 레코드`, `record ${record}`));
  if (pointer !== null && pointer !== '') parts.push(pointer);
  return parts.join(' · ');
}
