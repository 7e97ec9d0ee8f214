import { Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import type { Plan } from '../plan/plan.js';
import type { KeyTable } from './key-store.js';

/**
 * The entries of the items that a prediction with this id may be of; valid until the next call. Where ids count with a scope, the sub-metric
 * that the prediction names (`node`, ABSENT where there is none) says which; one that names none that the manifest knows may be of any.
 */
export type ItemFinder = (table: KeyTable, print: Int32Array, tape: Tape, node: number) => readonly number[];

export function createItemFinder({ manifest }: Plan): ItemFinder {
  const index = new Map(manifest.subMetrics.map(({ id }, s) => [id.normalize('NFC'), s]));
  // -1: items whose sub-metric is unknown.
  const all = [-1, ...index.values()];
  const found: number[] = [];

  function take(entry: number): void {
    if (entry >= 0) found.push(entry);
  }

  return (table, print, tape, node) => {
    found.length = 0;
    if (!table.index.scoped) {
      take(table.find(print, -1));
      return found;
    }
    const isNamed = node >= 0 && kindOf(tape, node) === Kind.String;
    const named = isNamed ? index.get(textOf(tape, node).normalize('NFC')) : undefined;
    if (named !== undefined) take(table.find(print, named));
    else for (const subMetric of all) take(table.find(print, subMetric));
    return found;
  };
}
