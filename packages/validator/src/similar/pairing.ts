import { Side } from '@jatdae/kernel';
import type { CandidateLog } from './candidate-log.js';
import type { ColumnReader } from './column.js';
import type { KeyGroups } from './equal-keys.js';
import { createEstimator } from './estimate.js';
import { commonChoices, createRelations, type Facts, hasSameChoices, type Relation, sideOfRow } from './relation.js';
import type { SimilarSettings } from './settings.js';
import { CHOICE_WORDS, FACTS, Fact, isJamoOf } from './sketches.js';

/** Estimated similarity, of thousand, from which an item is taken for the same as another: what is near one is compared with that one. */
const SURE = 950;
/** The same from which an item is a clear case. */
const CLEAR = 900;

/** Compares sketches that have a key in common. */
export interface Pairing {
  /**
   * Compares each member of each group with the representatives before it: those that are not sure to be the same as an earlier one, and
   * `most` at the most. @param cut told of members that later ones are not compared with
   */
  pair(groups: KeyGroups, most: number, cut: (sketch: number) => void): void;
}

/** @param facts of all sketches @param batch sketches whose facts are looked up at once */
export function createPairing(
  settings: SimilarSettings,
  log: CandidateLog,
  { lookUp }: Pick<ColumnReader, 'lookUp'>,
  batch: number,
): Pairing {
  const { within, across, containment, choices } = settings;
  const estimator = createEstimator(Math.min(within ?? 1, across ?? 1), containment);
  const relations = createRelations(settings);
  /** of the group at hand */
  const representatives = createRepresentatives();

  /** Whether the member, whose facts stand at `row`, is sure to be what the representative is. */
  function compare(k: number, member: number, facts: Facts, row: number): boolean {
    const earlier = representatives.facts;
    if (isJamo(earlier, k) !== isJamo(facts, row)) return false;
    const likeness = estimator.compare(earlier, k, facts, row);
    const relation = likeness < 0 ? null : relations.of(earlier, k, facts, row);
    if (relation === null) return false;
    const other = representatives.sketches[k] as number;
    const rank = commonChoices(earlier, k, facts, row) * 2 + (likeness >= CLEAR ? 1 : 0);
    const isOwner = isToldOf(relation, member > other, facts, row);
    log.addNear(relation, isOwner ? member : other, isOwner ? other : member, rank);
    return relation === 'within' && likeness >= SURE && hasSameChoices(earlier, k, facts, row);
  }

  function add(member: number, facts: Facts, row: number, most: number, cut: (sketch: number) => void): void {
    let isSure = false;
    const at = row * FACTS + Fact.Choices;
    const isAny = choices === 0 || hasNoChoice(facts, at);
    const c0 = isAny ? -1 : (facts[at] as number);
    const c1 = isAny ? -1 : (facts[at + 1] as number);
    const c2 = isAny ? -1 : (facts[at + 2] as number);
    const c3 = isAny ? -1 : (facts[at + 3] as number);
    const other = representatives.choices;
    for (let k = 0, from = 0; k < representatives.count; k++, from += CHOICE_WORDS) {
      // Most pairs of templates have no choice in common: all that is looked at of those.
      const low = (c0 & (other[from] as number)) | (c1 & (other[from + 1] as number));
      const high = (c2 & (other[from + 2] as number)) | (c3 & (other[from + 3] as number));
      if ((low | high) !== 0) isSure = compare(k, member, facts, row) || isSure;
    }
    // Each item of the leaderboard is to be told of, so that all of them are compared with what comes later.
    if (isSure && (across === null || sideOfRow(facts, row) !== Side.Leaderboard)) return;
    if (representatives.count < most) representatives.add(member, facts, row);
    else cut(member);
  }

  return {
    pair({ count, members, ends }, most, cut) {
      const all = count === 0 ? 0 : (ends[count - 1] as number);
      let group = 0;
      for (let from = 0; from < all; from += batch) {
        const size = Math.min(batch, all - from);
        const { ints, rows } = lookUp(members.subarray(from, from + size));
        for (let k = 0; k < size; k++) {
          if (from + k === 0 || from + k === ends[group]) representatives.count = 0;
          if (from + k === ends[group]) group += 1;
          add(members[from + k] as number, ints, rows[k] as number, most, cut);
        }
      }
    },
  };
}

const isJamo = (facts: Facts, row: number): boolean => isJamoOf(facts[row * FACTS + Fact.Packed] as number);

/** Whether of two items it is this one that is told of: the later one of a split, across splits the one of the leaderboard. */
export const isToldOf = (relation: Relation, isLater: boolean, facts: Facts, row: number): boolean =>
  relation === 'within' ? isLater : sideOfRow(facts, row) === Side.Leaderboard;

interface Representatives {
  count: number;
  sketches: Int32Array;
  facts: Facts;
  /** those of `facts` once more, closer together; all bits where there are none, which rules nothing out */
  choices: Int32Array;
  add(sketch: number, facts: Facts, row: number): void;
}

function createRepresentatives(): Representatives {
  const held: Representatives = {
    count: 0,
    sketches: new Int32Array(64),
    facts: new Int32Array(64 * FACTS),
    choices: new Int32Array(64 * CHOICE_WORDS),
    add(sketch, facts, row) {
      if (held.count === held.sketches.length) {
        held.sketches = doubled(held.sketches);
        held.facts = doubled(held.facts);
        held.choices = doubled(held.choices);
      }
      held.sketches[held.count] = sketch;
      for (let k = 0; k < FACTS; k++) held.facts[held.count * FACTS + k] = facts[row * FACTS + k] as number;
      const from = row * FACTS + Fact.Choices;
      const isAny = hasNoChoice(facts, from);
      const to = held.count * CHOICE_WORDS;
      for (let k = 0; k < CHOICE_WORDS; k++) held.choices[to + k] = isAny ? -1 : (facts[from + k] as number);
      held.count += 1;
    },
  };
  return held;
}

/** @param at where the words of the choices begin */
const hasNoChoice = (facts: Facts, at: number): boolean =>
  ((facts[at] as number) | (facts[at + 1] as number) | (facts[at + 2] as number) | (facts[at + 3] as number)) === 0;

function doubled(ints: Int32Array): Int32Array {
  const larger = new Int32Array(ints.length * 2);
  larger.set(ints);
  return larger;
}
