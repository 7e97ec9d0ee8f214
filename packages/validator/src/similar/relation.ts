import { Side } from '@jatdae/kernel';
import type { SimilarSettings } from './settings.js';
import { CHOICE_WORDS, FACTS, Fact, sideOf } from './sketches.js';

export type Relation = 'within' | 'across';

/** What the sketches of two items leave open: whether they may be told of, and as what. */
export interface Relations {
  /** null where they have other media or choices, or where nobody asks for their sides */
  of(a: number, b: number): Relation | null;
  /** bits of the choices that both have */
  commonChoices(a: number, b: number): number;
}

export function createRelations(facts: Int32Array, { within, across }: SimilarSettings): Relations {
  const fact = (k: number, name: number): number => facts[k * FACTS + name] as number;

  function commonChoices(a: number, b: number): number {
    let count = 0;
    for (let k = 0; k < CHOICE_WORDS; k++) {
      for (let common = fact(a, Fact.Choices + k) & fact(b, Fact.Choices + k); common !== 0; common &= common - 1) count += 1;
    }
    return count;
  }

  function sidesOf(a: number, b: number): Relation | null {
    const [sideA, sideB] = [sideOf(fact(a, Fact.Packed)), sideOf(fact(b, Fact.Packed))];
    if (sideA === sideB) return within === null ? null : 'within';
    return across !== null && sideA + sideB === Side.Public + Side.Leaderboard ? 'across' : null;
  }

  return {
    of(a, b) {
      if (fact(a, Fact.Media) !== fact(b, Fact.Media)) return null;
      const relation = sidesOf(a, b);
      if (relation === null) return null;
      // Where both have choices, half of the fewer ones have to be in both.
      return commonChoices(a, b) * 2 >= Math.min(commonChoices(a, a), commonChoices(b, b)) ? relation : null;
    },
    commonChoices,
  };
}
