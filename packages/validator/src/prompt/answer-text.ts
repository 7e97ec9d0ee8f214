import type { AskedItem } from '../asked-item.js';
import { isTieWord } from '../scan/answers.js';
import { choiceLabel } from './choice-label.js';

/** The reply that an item's key would be; null where it has none that can be shown. */
export function answerText(item: AskedItem): string | null {
  const { type, keys, choices, answer } = item;
  const labels = keys.map((k) => choiceLabel(k, choices.length));
  switch (type) {
    case 'multiple-choice':
      return labels[0] ?? null;
    case 'pairwise':
      return labels[0] ?? (typeof answer === 'string' && isTieWord(answer) ? 'tie' : null);
    case 'multiple-answer':
      return labels.length === 0 ? null : labels.join(', ');
    case 'distribution':
      return sharesText(item);
    default:
      return firstText(answer);
  }
}

function firstText(answer: unknown): string | null {
  const first: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (typeof first === 'string') return first.trim() === '' ? null : first;
  return typeof first === 'number' || typeof first === 'boolean' ? String(first) : null;
}

/** Shares in the order of the choices, to add up to 1. */
function sharesText({ choices, answer }: AskedItem): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const given = answer as Readonly<Record<string, unknown>>;
  const values: unknown[] = Array.isArray(answer)
    ? answer
    : choices.map((choice, k) => given[choice] ?? given[choiceLabel(k, choices.length)] ?? 0);
  const shares = values.map((value) => (typeof value === 'number' && value >= 0 ? value : Number.NaN));
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.length !== choices.length || !(sum > 0)) return null;
  return JSON.stringify(shares.map((share) => Math.round((share / sum) * 1000) / 1000));
}
