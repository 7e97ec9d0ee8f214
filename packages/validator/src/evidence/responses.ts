import type { ResponseTable } from '@jatdae/rules';
import { choicesOf, Key, KeyKind, kindOfKey, subMetricOf } from './key-log.js';
import type { KeyTable } from './key-store.js';

const UNJUDGED = 2;

/** A response table that is being filled. Experiments are named by their index in the manifest. */
export interface Responses {
  readonly table: ResponseTable;
  addKeys(table: KeyTable): void;
  choose(experiment: number, item: number, bits: number): void;
  judge(experiment: number, item: number, isRight: boolean): void;
}

/** Bytes of a table of so many items. */
export const responseBytes = (models: number, items: number): number => items * (5 + 3 * models);

export function createResponses(models: readonly { readonly id: string; readonly index: number }[], items: number): Responses {
  const place = new Map(models.map(({ index }, m) => [index, m]));
  const correct = models.map(() => new Uint8Array(items).fill(UNJUDGED));
  const chosen = models.map(() => new Int16Array(items).fill(-1));
  const keys = new Int16Array(items).fill(-1);
  const choices = new Uint8Array(items);
  const subMetric = new Int16Array(items).fill(-1);
  return {
    table: { models: models.map(({ id }) => id), items, correct, chosen, keys, choices, subMetric },
    addKeys({ ints, offsets, shared }) {
      for (const entry of offsets) {
        const mark = ints[entry + Key.Mark] as number;
        const item = ints[entry + Key.Row] as number;
        subMetric[item] = subMetricOf(mark);
        if (kindOfKey(mark) !== KeyKind.Choice || shared.has(entry)) continue;
        keys[item] = onlyChoice(ints[entry + Key.Bits] as number);
        choices[item] = choicesOf(mark);
      }
    },
    choose(experiment, item, bits) {
      const column = chosen[place.get(experiment) ?? -1];
      if (column !== undefined) column[item] = onlyChoice(bits);
    },
    judge(experiment, item, isRight) {
      const column = correct[place.get(experiment) ?? -1];
      if (column !== undefined) column[item] = Number(isRight);
    },
  };
}

/** The choice whose bit is the only one, else -1. */
const onlyChoice = (bits: number): number => (bits !== 0 && (bits & (bits - 1)) === 0 ? 31 - Math.clz32(bits) : -1);
