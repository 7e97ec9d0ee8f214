import type { ItemType, Language } from '@jatdae/schema';
import { itemText, templateIn } from '@jatdae/validator';
import type { ExportItem } from './item.js';

/** What stands before the answer, so that a model without a chat template goes on with it. */
export const CUES: Readonly<Record<Language, (type: ItemType) => string>> = {
  ko: (type) => (type === 'dialogue' ? `${templateIn('ko').roles.assistant}:` : type === 'generation' ? '답변:' : '정답:'),
  en: (type) => (type === 'dialogue' ? `${templateIn('en').roles.assistant}:` : type === 'generation' ? 'Response:' : 'Answer:'),
};

/** What a model is asked with an item: as in `experiment run`, and the cue. */
export const askedText = (item: ExportItem, language: Language): string =>
  `${itemText(item, templateIn(language))}\n\n${CUES[language](item.type)}`;
