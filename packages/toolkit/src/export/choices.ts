import type { Language } from '@jatdae/schema';
import { answerText } from '@jatdae/validator';
import type { ExportItem } from './item.js';

/** An item as a choice among texts. */
export interface Picked {
  readonly choices: readonly string[];
  /** the right ones, counted from 0; empty where there is none */
  readonly keys: readonly number[];
}

const TIE: Readonly<Record<Language, string>> = { ko: '우열 없음', en: 'Neither is better' };

/** Labels of a classification and the tie of a comparison are choices too. */
export function pickedChoices(item: ExportItem, language: Language): Picked {
  const { type, choices, keys } = item;
  if (type === 'classification') return { choices: item.labels, keys: labelKeys(item) };
  if (type !== 'pairwise') return { choices, keys };
  const tied = keys.length === 0 && answerText(item) === 'tie';
  return { choices: [...choices, TIE[language]], keys: tied ? [choices.length] : keys };
}

/** The label that is the answer, or whose choice is. */
export function labelKeys({ labels, choices, keys, answerText: answer }: ExportItem): number[] {
  const right = comparable(choices[keys[0] ?? -1] ?? answer ?? '');
  const at = labels.findIndex((label) => comparable(label) === right);
  return at < 0 ? [] : [at];
}

const comparable = (text: string): string => text.normalize('NFC').trim();

/** All replies that count as right, where a model writes its answer. */
export function rightReplies(item: ExportItem): string[] {
  if (item.type !== 'multiple-answer' && Array.isArray(item.answer)) {
    return item.answer.flatMap((one: unknown) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []));
  }
  const text = answerText(item);
  return text === null ? [] : [text];
}

/** What the answer means, read from the item without the steps above: the texts that have to be led to. */
export function meantBy(item: ExportItem, language: Language): readonly string[] {
  const { type, choices, keys } = item;
  if (keys.length > 0) return keys.map((k) => comparable(choices[k] ?? ''));
  if (type === 'pairwise') return [TIE[language]];
  return [comparable(item.answerText ?? '')];
}
