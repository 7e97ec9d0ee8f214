import type { Language, Report } from '@jatdae/schema';
import { clean, formatBytes, formatCount } from './text.js';
import { LABELS } from './words.js';

/** What was checked: name and version of the deliverable (empty where there is none), and the facts of the run. */
export function aboutReport({ jatdae, profile, deliverable }: Report, language: Language): { name: string; facts: string[] } {
  const tool = language === 'ko' ? '잣대' : 'jatdae';
  const name =
    deliverable === null ? '' : [deliverable.name ?? LABELS.unnamed[language], deliverable.version ?? ''].join(' ').trim();
  const facts = [`${tool} ${jatdae}`];
  if (profile !== null) facts.push(`${LABELS.profile[language]} ${clean(profile.name)} (${clean(profile.version)})`);
  if (deliverable !== null) {
    facts.push(`${LABELS.files[language]} ${formatCount(deliverable.files)}`, formatBytes(deliverable.bytes));
    facts.push(`${LABELS.items[language]} ${formatCount(deliverable.items)}`);
  }
  return { name: clean(name), facts };
}
