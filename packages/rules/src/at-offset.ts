import { endOf, type ItemBatch, Kind, kindOf, nextOf, STRIDE, startOf, type Tape } from '@jatdae/kernel';

/** Gives the row whose record an offset lies in, or -1; offsets must ascend. */
export function createCursor({ tape, root, size }: ItemBatch): (offset: number) => number {
  let row = 0;
  return (offset) => {
    while (row < size && (root[row] < 0 || endOf(tape, root[row]) <= offset)) row += 1;
    return row < size && startOf(tape, root[row]) <= offset ? row : -1;
  };
}

/** The string below `root` that holds an offset, or -1. */
export function stringAt(tape: Tape, root: number, offset: number): number {
  const node = valueAt(tape, root, offset);
  return node >= 0 && kindOf(tape, node) === Kind.String ? node : -1;
}

/** The string or number below `root` that holds an offset, or -1: nodes stand in the order of their first bytes. */
export function valueAt(tape: Tape, root: number, offset: number): number {
  let low = 0;
  let high = (nextOf(tape, root) - root) / STRIDE - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(tape, root + middle * STRIDE) <= offset) low = middle;
    else high = middle - 1;
  }
  const node = root + low * STRIDE;
  const kind = kindOf(tape, node);
  return (kind === Kind.String || kind === Kind.Number) && offset < endOf(tape, node) ? node : -1;
}
