import { type ByteMemory, createSketchTable, FACTS, Fact, isJamoOf, Side } from '@jatdae/kernel';
import type { CandidateLog } from './candidate-log.js';
import type { ColumnReader } from './column.js';
import type { KeyGroups } from './equal-keys.js';
import { createEstimator } from './estimate.js';
import { commonChoices, createRelations, type Facts, hasSameChoices, type Relation, sideOfRow } from './relation.js';
import type { SimilarSettings } from './settings.js';

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

/** @param facts of all sketches @param batch sketches whose facts are looked up at once @param memory what compares choices works in it */
export function createPairing(
  settings: SimilarSettings,
  log: CandidateLog,
  { lookUp }: Pick<ColumnReader, 'lookUp'>,
  batch: number,
  memory: ByteMemory,
): Pairing {
  const { within, across, containment, choices } = settings;
  const estimator = createEstimator(Math.min(within ?? 1, across ?? 1), containment);
  const relations = createRelations(settings);
  /** of the group at hand, and which sketches they are */
  const representatives = createSketchTable(memory, { ...estimator.bounds, every: choices === 0 });
  let sketches: Int32Array = new Int32Array(64);
  /** the one that is compared with them, where its facts stand, and whether it is sure to be what one of them is */
  const own = { member: 0, facts: new Int32Array(0) as Facts, row: 0, isSure: false };

  function compare(k: number): void {
    const { member, facts, row } = own;
    const earlier = representatives.facts;
    if (isJamo(earlier, k) !== isJamo(facts, row)) return;
    const likeness = estimator.compare(earlier, k, facts, row);
    const relation = likeness < 0 ? null : relations.of(earlier, k, facts, row);
    if (relation === null) return;
    const other = sketches[k] as number;
    const rank = commonChoices(earlier, k, facts, row) * 2 + (likeness >= CLEAR ? 1 : 0);
    const isOwner = isToldOf(relation, member > other, facts, row);
    log.addNear(relation, isOwner ? member : other, isOwner ? other : member, rank);
    own.isSure ||= relation === 'within' && likeness >= SURE && hasSameChoices(earlier, k, facts, row);
  }

  function add(member: number, facts: Facts, row: number, most: number, cut: (sketch: number) => void): void {
    own.member = member;
    own.facts = facts;
    own.row = row;
    own.isSure = false;
    // Most pairs of templates have no choice in common: all that is looked at of those.
    representatives.likely(facts, row, compare);
    // Each item of the leaderboard is to be told of, so that all of them are compared with what comes later.
    if (own.isSure && (across === null || sideOfRow(facts, row) !== Side.Leaderboard)) return;
    if (representatives.count === most) {
      cut(member);
      return;
    }
    if (representatives.count === sketches.length) sketches = doubled(sketches);
    sketches[representatives.count] = member;
    representatives.add(facts, row);
  }

  return {
    pair({ count, members, ends }, most, cut) {
      const all = count === 0 ? 0 : (ends[count - 1] as number);
      let group = 0;
      for (let from = 0; from < all; from += batch) {
        const size = Math.min(batch, all - from);
        const { ints, rows } = lookUp(members.subarray(from, from + size));
        for (let k = 0; k < size; k++) {
          if (from + k === 0 || from + k === ends[group]) representatives.clear();
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

function doubled(ints: Int32Array): Int32Array {
  const larger = new Int32Array(ints.length * 2);
  larger.set(ints);
  return larger;
}
