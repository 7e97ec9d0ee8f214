import type { JsonObject } from '../../selftest/pointer.js';
import { valueAtKeys } from '../fields/field.js';
import { sideOf, type WordCounts } from '../guess/sides.js';
import type { DescribedGroup } from './described.js';

/** Held-out items with an answer, of those seen, from which answers are not withheld. */
const FEW = 0.1;

/** Whether the items that are kept apart have no answers, and others do. */
export function isWithheld(described: readonly DescribedGroup[], counts: WordCounts): boolean {
  const held = described.flatMap((one) => heldItems(one, counts).map((record) => hasAnswer(record, one)));
  const answered = held.filter((has) => has).length;
  return held.length > 0 && answered < FEW * held.length && described.some(({ item }) => item.fields.has('answer'));
}

function heldItems({ group, item, resources }: DescribedGroup, counts: WordCounts): JsonObject[] {
  if (item.type === 'dialogue') return [];
  return resources.flatMap(({ split, paths }) => {
    if (split.kind === 'field') {
      const { field, values } = split.found;
      return group.records.filter((record) => {
        const word = values.get(String(valueAtKeys(record, field.keys) ?? ''));
        return word !== undefined && sideOf(word, counts) === 'leaderboard';
      });
    }
    if (split.side === 'public') return [];
    return group.files.filter(({ path }) => paths.includes(path)).flatMap(({ sample }) => sample);
  });
}

function hasAnswer(record: JsonObject, { item }: DescribedGroup): boolean {
  const field = item.fields.get('answer');
  const value = field === undefined ? undefined : valueAtKeys(record, field.keys);
  return value !== undefined && value !== null && String(value).trim() !== '';
}
