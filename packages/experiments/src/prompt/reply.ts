import type { AskedItem } from '@jatdae/validator';

/** Raised when the same reply would become another prediction. */
export const READING_VERSION = 1;

/** What models think aloud in the text itself, before they answer. */
const THOUGHT = /^[\s\S]*<\/think(?:ing)?>/u;

/**
 * What of a reply goes into the prediction, null where it gives nothing. Choices and labels stay as they were replied: who scores them
 * reads them out by rules that are counted and shown. Shares are taken where the reply holds a list of as many numbers as choices.
 */
export function predictionOf(item: Pick<AskedItem, 'type' | 'choices'>, reply: string | null): unknown {
  const text = (reply ?? '').replace(THOUGHT, '').trim();
  if (text === '') return null;
  return item.type === 'distribution' ? sharesIn(text, item.choices.length) : text;
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
