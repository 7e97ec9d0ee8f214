/** Items put together that have the same values in all columns. */
export interface ItemClasses {
  /** by item: its class, numbered as they appear */
  readonly of: Int32Array;
  /** by class: its first item, and how many it has */
  readonly first: readonly number[];
  readonly size: readonly number[];
}

/** A value takes so much room beside a class: values are −1 to 65,534. */
const VALUES = 1 << 16;

/** Column by column each class falls into those of its items that have the same value. */
export function classesOf(columns: readonly ArrayLike<number>[], items: number): ItemClasses {
  const of = new Int32Array(items);
  for (const column of columns) {
    const parts = new Map<number, number>();
    for (let i = 0; i < items; i++) {
      const value = (of[i] as number) * VALUES + (column[i] as number) + 1;
      const part = parts.get(value) ?? parts.size;
      if (part === parts.size) parts.set(value, part);
      of[i] = part;
    }
  }
  const first: number[] = [];
  const size: number[] = [];
  for (let i = 0; i < items; i++) {
    const name = of[i] as number;
    if (name === first.length) first.push(i);
    size[name] = (size[name] ?? 0) + 1;
  }
  return { of, first, size };
}
