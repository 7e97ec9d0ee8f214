import { CHOICE_WORDS, choicesOf, FACTS, Fact, Side, sideOf } from '@jatdae/kernel';
import type { SimilarSettings } from './settings.js';

export type Relation = 'within' | 'across';

/** Facts of sketches, FACTS integers each, one behind the other. */
export type Facts = Int32Array;

/** What the facts of two items, the a-th of some and the b-th of some, leave open: whether they may be told of, and as what. */
export interface Relations {
  /** null where they have other media or choices, or where nobody asks for their sides */
  of(factsA: Facts, a: number, factsB: Facts, b: number): Relation | null;
}

export function createRelations({ within, across, choices }: SimilarSettings): Relations {
  function sidesOf(sideA: number, sideB: number): Relation | null {
    if (sideA === sideB) return within === null ? null : 'within';
    return across !== null && sideA + sideB === Side.Public + Side.Leaderboard ? 'across' : null;
  }

  return {
    of(factsA, a, factsB, b) {
      if (factsA[a * FACTS + Fact.Media] !== factsB[b * FACTS + Fact.Media]) return null;
      const relation = sidesOf(sideOfRow(factsA, a), sideOfRow(factsB, b));
      if (relation === null) return null;
      // Where both have choices, a share of the fewer ones has to be in both. Two of them may be one bit.
      const [bitsA, bitsB] = [commonChoices(factsA, a, factsA, a), commonChoices(factsB, b, factsB, b)];
      const hidden = Math.max(0, Math.min(choicesAt(factsA, a) - bitsA, choicesAt(factsB, b) - bitsB));
      return commonChoices(factsA, a, factsB, b) + hidden >= choices * Math.min(bitsA, bitsB) - 1e-9 ? relation : null;
    },
  };
}

export const sideOfRow = (facts: Facts, row: number): number => sideOf(facts[row * FACTS + Fact.Packed] as number);

const choicesAt = (facts: Facts, row: number): number => choicesOf(facts[row * FACTS + Fact.Packed] as number);

/** Bits of the choices that both have. */
export function commonChoices(factsA: Facts, a: number, factsB: Facts, b: number): number {
  const [atA, atB] = [a * FACTS + Fact.Choices, b * FACTS + Fact.Choices];
  let count = 0;
  for (let k = 0; k < CHOICE_WORDS; k++) count += bitsOf((factsA[atA + k] as number) & (factsB[atB + k] as number));
  return count;
}

/** How many bits of a word are set. */
export function bitsOf(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function hasSameChoices(factsA: Facts, a: number, factsB: Facts, b: number): boolean {
  const [atA, atB] = [a * FACTS + Fact.Choices, b * FACTS + Fact.Choices];
  for (let k = 0; k < CHOICE_WORDS; k++) if (factsA[atA + k] !== factsB[atB + k]) return false;
  return true;
}
