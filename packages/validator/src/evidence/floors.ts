import type { Floors } from '@jatdae/rules';
import type { Plan } from '../plan/plan.js';
import { choicesOf, Key, KeyKind, kindOfKey, subMetricOf } from './key-log.js';
import type { KeyIndex } from './key-store.js';

/** What is reached without looking at the questions, of each sub-metric. */
export interface FloorCounts {
  add(keys: KeyIndex): void;
  floors(): readonly Floors[];
}

export function createFloorCounts({ subMetrics }: Plan): FloorCounts {
  const counts = subMetrics.map(() => ({ items: 0, random: 0, keys: new Map<number, number>() }));
  return {
    add({ ints, offsets, shared }) {
      for (const entry of offsets) {
        const mark = ints[entry + Key.Mark] as number;
        const count = counts[subMetricOf(mark)];
        if (count === undefined || kindOfKey(mark) !== KeyKind.Choice || shared.has(entry)) continue;
        const bits = ints[entry + Key.Bits] as number;
        const choices = choicesOf(mark);
        count.items += 1;
        // Of several keys a set is guessed: any but the empty one.
        count.random += (bits & (bits - 1)) === 0 ? 1 / choices : 1 / (2 ** choices - 1);
        count.keys.set(bits, (count.keys.get(bits) ?? 0) + 1);
      }
    },
    floors: () =>
      counts.map(({ items, random, keys }, s) => ({
        id: subMetrics[s] ?? '',
        random: items === 0 ? null : round(random / items),
        majority: items === 0 ? null : round(Math.max(...keys.values()) / items),
      })),
  };
}

const round = (share: number): number => Math.round(share * 1e6) / 1e6;
