import type { ResponseTable } from '@jatdae/rules';
import { choicesOf, Key, KeyKind, kindOfKey, subMetricOf } from './key-log.js';
import type { KeyIndex } from './key-store.js';

const UNJUDGED = 2;

/** What one model answered, by item: a column of a response table. */
export interface ResponseColumn {
  readonly correct: Uint8Array;
  readonly chosen: Int16Array;
}

/** Bytes of a table of so many items. */
export const responseBytes = (models: number, items: number): number => items * (5 + 3 * models);

export const createResponseColumn = (items: number): ResponseColumn => ({
  correct: new Uint8Array(items).fill(UNJUDGED),
  chosen: new Int16Array(items).fill(-1),
});

/** What a response table says of the items, being filled. */
export interface ResponseKeys {
  add(keys: KeyIndex): void;
  /** `columns`: by model */
  table(models: readonly string[], columns: readonly ResponseColumn[]): ResponseTable;
}

export function createResponseKeys(items: number): ResponseKeys {
  const keys = new Int16Array(items).fill(-1);
  const choices = new Uint8Array(items);
  const subMetric = new Int16Array(items).fill(-1);
  return {
    add({ ints, offsets, shared }) {
      for (const entry of offsets) {
        const mark = ints[entry + Key.Mark] as number;
        const item = ints[entry + Key.Row] as number;
        subMetric[item] = subMetricOf(mark);
        if (kindOfKey(mark) !== KeyKind.Choice || shared.has(entry)) continue;
        keys[item] = onlyChoice(ints[entry + Key.Bits] as number);
        choices[item] = choicesOf(mark);
      }
    },
    table: (models, columns) => ({
      models,
      items,
      correct: columns.map(({ correct }) => correct),
      chosen: columns.map(({ chosen }) => chosen),
      keys,
      choices,
      subMetric,
    }),
  };
}

/** The choice whose bit is the only one, else -1. */
export const onlyChoice = (bits: number): number => (bits !== 0 && (bits & (bits - 1)) === 0 ? 31 - Math.clz32(bits) : -1);
