import { type ByteMemory, createSketchTable, FACTS, Fact, GROUPED, isJamoOf, Side } from '@jatdae/kernel';
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

/** @param facts of all sketches @param batch sketches whose facts are looked up at once, GROUPED at the least @param memory what looks through sketches works in it */
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
  const table = createSketchTable(memory, { ...estimator.bounds, every: choices === 0 });
  /** of those in the table, which sketches they are, and 1 where what comes later is not compared with them */
  const held = { sketches: new Int32Array(batch), isSure: new Uint8Array(batch) };

  /** Logs a pair that may be near, of which the later one's facts come first; gives whether that is sure to be the same. */
  function compare(facts: Facts, row: number, member: number, k: number): boolean {
    const earlier = table.facts;
    if (isJamo(earlier, k) !== isJamo(facts, row)) return false;
    const likeness = estimator.compare(earlier, k, facts, row);
    const relation = likeness < 0 ? null : relations.of(earlier, k, facts, row);
    if (relation === null) return false;
    const other = held.sketches[k] as number;
    const rank = commonChoices(earlier, k, facts, row) * 2 + (likeness >= CLEAR ? 1 : 0);
    const isOwner = isToldOf(relation, member > other, facts, row);
    log.addNear(relation, isOwner ? member : other, isOwner ? other : member, rank);
    // Each item of the leaderboard is to be told of, so that all of them are compared with what comes later.
    if (relation !== 'within' || likeness < SURE || !hasSameChoices(earlier, k, facts, row)) return false;
    return across === null || sideOfRow(facts, row) !== Side.Leaderboard;
  }

  function hold(member: number, facts: Facts, row: number): void {
    const k = table.count;
    if (k === held.sketches.length) {
      held.sketches = grown(held.sketches, new Int32Array(k * 2));
      held.isSure = grown(held.isSure, new Uint8Array(k * 2));
    }
    held.sketches[k] = member;
    held.isSure[k] = 0;
    table.add(facts, row);
  }

  /** Compares members of a large group, whose facts are looked up some at a time. */
  function pairLarge(members: Int32Array, most: number, cut: (sketch: number) => void): void {
    const own = { member: 0, facts: table.facts, row: 0, isSure: false };
    const compareOwn = (k: number): void => {
      own.isSure = compare(own.facts, own.row, own.member, k) || own.isSure;
    };
    table.clear();
    for (let from = 0; from < members.length; from += batch) {
      const some = members.subarray(from, from + batch);
      const { ints, rows } = lookUp(some);
      own.facts = ints;
      for (let k = 0; k < some.length; k++) {
        own.member = some[k] as number;
        own.row = rows[k] as number;
        own.isSure = false;
        table.likely(ints, own.row, compareOwn);
        if (own.isSure) continue;
        if (table.count < most) hold(own.member, ints, own.row);
        else cut(own.member);
      }
    }
  }

  /** Compares members of small groups, one group behind the other, whose facts are looked up at once. */
  function pairSmall(members: Int32Array, ends: Int32Array, groups: number): void {
    table.clear();
    const { ints, rows } = lookUp(members);
    for (let k = 0; k < members.length; k++) hold(members[k] as number, ints, rows[k] as number);
    table.likelyPairs(ends, groups, (later, earlier) => {
      if (held.isSure[earlier] === 1) return;
      if (compare(table.facts, later, held.sketches[later] as number, earlier)) held.isSure[later] = 1;
    });
  }

  const small = { members: new Int32Array(batch), length: 0, ends: new Int32Array(batch), groups: 0 };

  function flush(): void {
    if (small.groups > 0) pairSmall(small.members.subarray(0, small.length), small.ends, small.groups);
    small.length = 0;
    small.groups = 0;
  }

  /** No view of the members is made: there are many such groups. */
  function addSmall(members: Int32Array, from: number, to: number): void {
    if (small.length + to - from > batch) flush();
    for (let k = from; k < to; k++) small.members[small.length++] = members[k] as number;
    small.ends[small.groups++] = small.length;
  }

  return {
    pair({ count, members, ends }, most, cut) {
      const mostSmall = Math.min(GROUPED, most);
      for (let group = 0, from = 0; group < count; group++) {
        const to = ends[group] as number;
        if (to - from <= mostSmall) addSmall(members, from, to);
        else pairLarge(members.subarray(from, to), most, cut);
        from = to;
      }
      flush();
    },
  };
}

const isJamo = (facts: Facts, row: number): boolean => isJamoOf(facts[row * FACTS + Fact.Packed] as number);

/** Whether of two items it is this one that is told of: the later one of a split, across splits the one of the leaderboard. */
export const isToldOf = (relation: Relation, isLater: boolean, facts: Facts, row: number): boolean =>
  relation === 'within' ? isLater : sideOfRow(facts, row) === Side.Leaderboard;

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
