import type { ResponseTable } from '../responses.js';

/** Two models beside each other, over the items that both chose a choice of. */
export interface PairAgreement {
  /** indexes of the models */
  readonly a: number;
  readonly b: number;
  readonly items: number;
  /** Cohen's kappa of the choices; null where both always choose the same one */
  readonly kappa: number | null;
  /** items of one key on which both are wrong, and those of them on which both chose the same wrong choice */
  readonly bothWrong: number;
  readonly sameWrong: number;
  /** how many of `bothWrong` would be the same if wrong choices were chosen evenly and apart */
  readonly sameExpected: number;
}

export function pairAgreements({ models, items, chosen, keys, choices }: ResponseTable): PairAgreement[] {
  const pairs: PairAgreement[] = [];
  for (let a = 0; a < models.length; a++) {
    for (let b = a + 1; b < models.length; b++) {
      const [first, second] = [chosen[a] as Int16Array, chosen[b] as Int16Array];
      const counts = { items: 0, bothWrong: 0, sameWrong: 0, sameExpected: 0 };
      for (let i = 0; i < items; i++) {
        const [x, y, key, offered] = [first[i] as number, second[i] as number, keys[i] as number, choices[i] as number];
        if (x < 0 || y < 0) continue;
        counts.items += 1;
        if (key < 0 || x === key || y === key || offered < 2) continue;
        counts.bothWrong += 1;
        if (x === y) counts.sameWrong += 1;
        counts.sameExpected += 1 / (offered - 1);
      }
      pairs.push({ a, b, kappa: cohenKappa(first, second), ...counts });
    }
  }
  return pairs;
}

/**
 * Agreement of two raters beyond chance (Cohen 1960): (observed − expected) / (1 − expected). Ratings are numbers from 0; a negative one
 * is none, and leaves the pair out. Null where nothing is left, or chance alone would agree always.
 */
export function cohenKappa(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const first: number[] = [];
  const second: number[] = [];
  let same = 0;
  let total = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (x < 0 || y < 0) continue;
    total += 1;
    if (x === y) same += 1;
    first[x] = (first[x] ?? 0) + 1;
    second[y] = (second[y] ?? 0) + 1;
  }
  const expected = first.reduce((sum, count, rating) => sum + count * (second[rating] ?? 0), 0) / total ** 2;
  return total === 0 || expected === 1 ? null : (same / total - expected) / (1 - expected);
}

/**
 * Agreement of several raters beyond chance (Fleiss 1971), over the subjects that all of them rated. Null where there are none, or all
 * ratings are the same.
 * @param raters ratings of each, by subject; a negative one is none
 */
export function fleissKappa(raters: readonly ArrayLike<number>[]): number | null {
  const [first] = raters;
  if (first === undefined || raters.length < 2) return null;
  const sums: number[] = [];
  let subjects = 0;
  let agreeing = 0;
  for (let i = 0; i < first.length; i++) {
    if (raters.some((rater) => (rater[i] as number) < 0)) continue;
    subjects += 1;
    for (const rater of raters) {
      const rating = rater[i] as number;
      sums[rating] = (sums[rating] ?? 0) + 1;
      for (const other of raters) agreeing += Number(other !== rater && other[i] === rating);
    }
  }
  const ratings = subjects * raters.length;
  const expected = sums.reduce((sum, count) => sum + (count / ratings) ** 2, 0);
  return subjects === 0 || expected === 1 ? null : (agreeing / (ratings * (raters.length - 1)) - expected) / (1 - expected);
}
