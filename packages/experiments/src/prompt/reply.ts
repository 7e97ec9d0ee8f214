import type { AskedItem } from '@jatdae/validator';

/** Raised when the same reply would become another prediction. */
export const READING_VERSION = 1;

/** What models think aloud in the text itself, before they answer. */
const THOUGHT = /^[\s\S]*<\/think(?:ing)?>/u;

/**
 * What of a reply goes into the prediction, null where it gives nothing. Choices stay as they were replied: who scores them reads them
 * out by rules that are counted and shown. A label of a classification is taken where the reply names one only; shares where it holds
 * a list of as many numbers as choices.
 */
export function predictionOf(item: Pick<AskedItem, 'type' | 'labels' | 'choices'>, reply: string | null): unknown {
  const text = (reply ?? '').replace(THOUGHT, '').trim();
  if (text === '') return null;
  if (item.type === 'distribution') return sharesIn(text, item.choices.length);
  return item.type === 'classification' ? (labelIn(text, item.labels) ?? text) : text;
}

/** The only label that a text names; one that is part of a longer label that is named does not count. */
function labelIn(text: string, labels: readonly string[]): string | null {
  let rest = text.normalize('NFC').toLowerCase();
  const named: string[] = [];
  for (const label of labels.toSorted((a, b) => b.length - a.length)) {
    const word = label.normalize('NFC').toLowerCase();
    if (!rest.includes(word)) continue;
    named.push(label);
    rest = rest.replaceAll(word, ' ');
  }
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The last list of numbers, each at least 0 and not all 0. */
function sharesIn(text: string, choices: number): number[] | null {
  const list = [...text.matchAll(/\[[\d\s.,eE+-]*\]/gu)].at(-1)?.[0];
  const shares = list === undefined ? null : numbersIn(list);
  if (shares === null || shares.length !== choices) return null;
  return shares.every((share) => share >= 0) && shares.some((share) => share > 0) ? shares : null;
}

function numbersIn(list: string): number[] | null {
  try {
    return JSON.parse(list) as number[];
  } catch {
    return null;
  }
}
