import type { TableHeader } from '@jatdae/kernel';

const NUMBER = /^[+-]?\d+(?:\.\d+)?$/u;

/** What the first two rows tell of a table's header. Columns that are merely counted (0, 1, 2 …) have names, if poor ones. */
export function tableHeader(names: readonly string[], [first = [], second = []]: readonly (readonly string[])[]): TableHeader {
  const isCounted = first.every((cell, i) => cell === String(i) || cell === String(i + 1));
  const found = first.findIndex((cell, i) => {
    const below = second[i] ?? '';
    return cell !== '' && (cell === below || (NUMBER.test(cell) && NUMBER.test(below)));
  });
  return { names, valueLike: found < 0 || isCounted ? null : found + 1 };
}
