import type { PredictionFault } from '@jatdae/rules';
import type { Place } from '@jatdae/schema';

export type PlacedFault = Omit<PredictionFault, 'at' | 'place'> & { readonly place: Place };

/** What is wrong with the predictions of an experiment: true numbers, and the first of them. */
export interface FaultLog {
  /** Of the file that is the `file`-th of the experiment. */
  add(file: number, fault: PlacedFault): void;
  /** An item, by its number in the deliverable, that has a key and no prediction. */
  addMissing(item: number): void;
  /** of predictions, in the order of the files */
  first(): readonly PlacedFault[];
  firstMissing(): readonly number[];
  count(): number;
}

export function createFaultLog(keep: number): FaultLog {
  const found: Bounded<{ readonly file: number; readonly fault: PlacedFault }> = createBounded(
    keep,
    (a, b) => a.file - b.file || (a.fault.place.record ?? Infinity) - (b.fault.place.record ?? Infinity),
  );
  const missing: Bounded<number> = createBounded(keep, (a, b) => a - b);
  return {
    add: (file, fault) => found.add({ file, fault }),
    addMissing: (item) => missing.add(item),
    first: () => found.first().map(({ fault }) => fault),
    firstMissing: () => missing.first(),
    count: () => found.count() + missing.count(),
  };
}

interface Bounded<T> {
  add(value: T): void;
  first(): readonly T[];
  count(): number;
}

/** Keeps the first ones in an order, whatever the order in which they come. */
function createBounded<T>(keep: number, compare: (a: T, b: T) => number): Bounded<T> {
  let values: T[] = [];
  let count = 0;
  const cut = (): void => {
    values = values.sort(compare).slice(0, keep);
  };
  return {
    add(value) {
      count += 1;
      values.push(value);
      if (values.length > keep * 4 + 64) cut();
    },
    first() {
      cut();
      return values;
    },
    count: () => count,
  };
}
