import { Side } from '@jatdae/kernel';
import type { CandidateLog } from './candidate-log.js';
import type { ColumnReader } from './column.js';
import type { KeyGroups } from './equal-keys.js';
import { createEstimator } from './estimate.js';
import { commonChoices, createRelations, type Facts, hasSameChoices, type Relation, sideOfRow } from './relation.js';
import type { SimilarSettings } from './settings.js';
import { FACTS, Fact, isJamoOf } from './sketches.js';

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
  const { within, across, containment } = settings;
  const estimator = createEstimator(Math.min(within ?? 1, across ?? 1), containment);
  const relations = createRelations(settings);
  /** of the group at hand */
  const representatives = createRepresentatives();

  /** Whether the member, whose facts stand at `row`, is sure to be what the representative is. */
  function compare(k: number, member: number, facts: Facts, row: number): boolean {
    const earlier = representatives.facts;
    if (relations.areApart(earlier, k, facts, row) || isJamo(earlier, k) !== isJamo(facts, row)) return false;
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
    for (let k = 0; k < representatives.count; k++) isSure = compare(k, member, facts, row) || isSure;
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
  add(sketch: number, facts: Facts, row: number): void;
}

function createRepresentatives(): Representatives {
  const held: Representatives = {
    count: 0,
    sketches: new Int32Array(64),
    facts: new Int32Array(64 * FACTS),
    add(sketch, facts, row) {
      if (held.count === held.sketches.length) {
        const [sketches, grown] = [new Int32Array(held.count * 2), new Int32Array(held.count * 2 * FACTS)];
        sketches.set(held.sketches);
        grown.set(held.facts);
        held.sketches = sketches;
        held.facts = grown;
      }
      held.sketches[held.count] = sketch;
      for (let k = 0; k < FACTS; k++) held.facts[held.count * FACTS + k] = facts[row * FACTS + k] as number;
      held.count += 1;
    },
  };
  return held;
}
