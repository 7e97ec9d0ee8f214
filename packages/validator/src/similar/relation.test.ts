import { FACTS, Fact, packFacts, Side } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { SIMILAR_SETTINGS } from '../testing/similar-settings.js';
import { createRelations } from './relation.js';

function itemOf(choices: number, bits: readonly number[]): Int32Array {
  const facts = new Int32Array(FACTS);
  facts[Fact.Packed] = packFacts(100, false, Side.Public, choices);
  for (const bit of bits) facts[Fact.Choices + (bit >> 5)]! |= 1 << (bit & 31);
  return facts;
}

it('may be told of two items with half of the choices in common, also where those two choices are one bit', () => {
  const relationOf = (a: Int32Array, b: Int32Array) => createRelations(SIMILAR_SETTINGS).of(a, 0, b, 0);
  expect(relationOf(itemOf(4, [3, 40, 77, 120]), itemOf(4, [3, 40, 8, 9]))).toBe('within');
  expect(relationOf(itemOf(4, [3, 40, 77, 120]), itemOf(4, [3, 41, 8, 9]))).toBe(null);
  // Four choices and three bits each: what they share may be two of them.
  expect(relationOf(itemOf(4, [3, 77, 120]), itemOf(4, [3, 8, 9]))).toBe('within');
  expect(relationOf(itemOf(3, [3, 77, 120]), itemOf(4, [3, 8, 9]))).toBe(null);
});
