import { type Millionths, WHOLE } from './share.js';

/** Items that a total of `count` comes to: the nearest whole number, of two equally near ones the larger. */
export const shareOf = (count: number, share: Millionths): number => Math.floor((2 * count * share + WHOLE) / (2 * WHOLE));

/**
 * Shares a total out by largest remainder (Hamilton's method): each part first gets its exact share rounded down, and what is then left goes,
 * one by one, to the largest remainders, of equal ones to the first. So no part is a whole item off its exact share.
 * @param counts items of each part
 * @param total what all parts come to, what they hold included
 * @param held what each part has already, and is not to get again
 * @param room what each part can take beside that
 * @returns what each part gets beside what it holds
 */
export function apportion(
  counts: readonly number[],
  share: Millionths,
  total: number,
  held: readonly number[] = counts.map(() => 0),
  room: readonly number[] = counts,
): number[] {
  const exact = counts.map((count) => count * share);
  const given = exact.map((part, k) => clamp(Math.floor(part / WHOLE) - (held[k] ?? 0), room[k] ?? 0));
  const order = exact.map((part, k) => ({ k, left: part % WHOLE })).sort((a, b) => b.left - a.left || a.k - b.k);
  let open = total - given.reduce((sum, part, k) => sum + part + (held[k] ?? 0), 0);
  // Once round is enough where nothing is held; else parts with room go on taking in turn.
  for (let moved = true; open !== 0 && moved; ) {
    moved = false;
    for (const { k } of open > 0 ? order : order.toReversed()) {
      const step = Math.sign(open);
      const next = (given[k] ?? 0) + step;
      if (step === 0 || next < 0 || next > (room[k] ?? 0)) continue;
      given[k] = next;
      open -= step;
      moved = true;
    }
  }
  return given;
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
