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
   * `most` at the most.
   */
  pair(groups: KeyGroups, most: number): void;
  /** Does what `pair` left to be done, before another `most` is given and at the end. */
  finish(): void;
}

/** What a batch takes beside its facts: of several pairings that follow each other it is the same. */
export interface PairingRoom {
  /** of those in the table, which sketches they are, and 1 where what comes later is not compared with them */
  sketches: Int32Array;
  isSure: Uint8Array;
  /** groups whose facts are looked up at once, one behind the other */
  readonly members: Int32Array;
  readonly ends: Int32Array;
}

/** @param before is taken again where it is enough */
export const pairingRoom = (batch: number, before: PairingRoom | null): PairingRoom =>
  before !== null && before.members.length >= batch
    ? before
    : {
        sketches: new Int32Array(batch),
        isSure: new Uint8Array(batch),
        members: new Int32Array(batch),
        ends: new Int32Array(batch >>> 1),
      };

/**
 * @param facts of all sketches @param batch sketches whose facts are looked up at once, GROUPED at the least @param memory what looks through sketches works in it
 * @param cut told of members that later ones are not compared with
 */
export function createPairing(
  settings: SimilarSettings,
  log: CandidateLog,
  { copyRows }: Pick<ColumnReader, 'copyRows'>,
  batch: number,
  memory: ByteMemory,
  held: PairingRoom,
  cut: (sketch: number) => void,
): Pairing {
  const { within, across, containment, choices } = settings;
  const estimator = createEstimator(Math.min(within ?? 1, across ?? 1), containment);
  const relations = createRelations(settings);
  const table = createSketchTable(memory, { ...estimator.bounds, every: choices === 0 }, batch);

  /** Logs a pair that may be near; gives whether the later one is sure to be the same. */
  function compare(later: number, earlier: number): boolean {
    const { facts } = table;
    if (isJamo(facts, earlier) !== isJamo(facts, later)) return false;
    const likeness = estimator.compare(facts, earlier, facts, later);
    const relation = likeness < 0 ? null : relations.of(facts, earlier, facts, later);
    if (relation === null) return false;
    const [member, other] = [held.sketches[later] as number, held.sketches[earlier] as number];
    const rank = commonChoices(facts, earlier, facts, later) * 2 + (likeness >= CLEAR ? 1 : 0);
    const isOwner = isToldOf(relation, member > other, facts, later);
    log.addNear(relation, isOwner ? member : other, isOwner ? other : member, rank);
    // Each item of the leaderboard is to be told of, so that all of them are compared with what comes later.
    if (relation !== 'within' || likeness < SURE || !hasSameChoices(facts, earlier, facts, later)) return false;
    return across === null || sideOfRow(facts, later) !== Side.Leaderboard;
  }

  function hold(members: Int32Array): void {
    const from = table.count;
    const end = from + members.length;
    if (end > held.sketches.length) {
      held.sketches = grown(held.sketches, new Int32Array(end * 2));
      held.isSure = grown(held.isSure, new Uint8Array(end * 2));
    }
    held.sketches.set(members, from);
    held.isSure.fill(0, from, end);
    table.add(members.length, (out, at) => copyRows(members, out, at));
  }

  /**
   * Compares members one after the other with the representatives before them, which stand from `first` to before `last` and are moved there.
   * @returns where they then end
   */
  function pairOneByOne(first: number, last: number, from: number, end: number, most: number): number {
    let to = last;
    let own = from;
    let isSure = false;
    const compareOwn = (k: number): void => {
      isSure = compare(own, k) || isSure;
    };
    for (; own < end; own++) {
      isSure = false;
      table.likely(first, to, own, compareOwn);
      if (isSure) continue;
      if (to - first >= most) {
        cut(held.sketches[own] as number);
        continue;
      }
      if (to < own) {
        table.move(own, to);
        held.sketches[to] = held.sketches[own] as number;
      }
      to += 1;
    }
    return to;
  }

  /** Compares members of a group that is larger than a batch. */
  function pairLarge(members: Int32Array, most: number): void {
    for (let from = 0; from < members.length; from += batch) {
      const last = table.count;
      hold(members.subarray(from, from + batch));
      table.truncate(pairOneByOne(0, last, last, table.count, most));
    }
    table.truncate(0);
  }

  const { members: waiting, ends } = held;
  const open = { length: 0, groups: 0, most: 0 };

  function finish(): void {
    const { groups, most } = open;
    if (groups === 0) return;
    hold(waiting.subarray(0, open.length));
    const mostAtOnce = Math.min(GROUPED, most);
    table.likelyPairs(ends, groups, mostAtOnce, (later, earlier) => {
      if (held.isSure[earlier] === 0 && compare(later, earlier)) held.isSure[later] = 1;
    });
    for (let group = 0, from = 0; group < groups; from = ends[group++] as number) {
      const end = ends[group] as number;
      if (end - from > mostAtOnce) pairOneByOne(from, from, from, end, most);
    }
    table.truncate(0);
    open.length = 0;
    open.groups = 0;
  }

  /** No view of the members is made: there are many such groups. */
  function add(members: Int32Array, from: number, to: number): void {
    if (open.length + to - from > batch) finish();
    for (let k = from; k < to; k++) waiting[open.length++] = members[k] as number;
    ends[open.groups++] = open.length;
  }

  return {
    pair({ count, members, ends: groupEnds }, most) {
      open.most = most;
      for (let group = 0, from = 0; group < count; group++) {
        const to = groupEnds[group] as number;
        if (to - from <= batch) add(members, from, to);
        else {
          finish();
          pairLarge(members.subarray(from, to), most);
        }
        from = to;
      }
    },
    finish,
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
