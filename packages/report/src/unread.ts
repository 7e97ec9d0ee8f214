import type { Language, Report } from '@jatdae/schema';
import { listOf, memberOf } from './statistics.js';
import { clean } from './text.js';
import { LABELS } from './words.js';

/** Resources that no reader took, as `statistics.unread` names them. */
export function unreadNotes({ statistics }: Report, language: Language): string[] {
  return listOf(statistics.unread).flatMap((entry): string[] => {
    const [path, format] = [memberOf(entry, 'path'), memberOf(entry, 'format')];
    if (path === undefined || format === undefined) return [];
    const why = format === null ? LABELS.noFormat[language] : `${clean(String(format))} ${LABELS.noReader[language]}`;
    return [`${clean(String(path))}: ${why}`];
  });
}
