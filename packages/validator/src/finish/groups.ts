import type { Draft, GroupMember, GroupRule } from '@jatdae/rules';
import type { Engine } from '../engine/engine.js';
import type { Plan } from '../plan/plan.js';
import { unpackItem } from '../scan/prints.js';
import type { SplitRows, Witness } from '../scan/witness.js';
import type { Prints } from '../shuffle/prints.js';
import type { Entry } from './equal-entries.js';

/** Items that share an id or a content, confirmed by reading them again; members in plan order. */
export type Group = readonly Member[];

export interface Member extends GroupMember {
  readonly split: number;
  readonly row: number;
  readonly valid: boolean;
  readonly names: Witness['names'];
}

export interface Groups {
  readonly id: readonly Group[];
  readonly item: readonly Group[];
  /** all that had to be read again was */
  readonly whole: boolean;
}

/** Whoever interrupts does not wait for records to be read again; rules that need it then count as not run. */
export const NO_GROUPS: Groups = { id: [], item: [], whole: false };

/** Finds equal fingerprints, reads their records again and keeps those that really are the same. */
export async function confirmGroups(plan: Plan, engine: Engine, prints: Prints, signal: AbortSignal): Promise<Groups> {
  const idCandidates = await prints.equal('ids', signal);
  const itemCandidates = await prints.equal('items', signal);
  if (idCandidates === null || itemCandidates === null) return NO_GROUPS;
  const witnesses = await readAgain(plan, engine, [...idCandidates, ...itemCandidates], signal);
  const confirm = (candidates: readonly Entry[][], digest: (witness: Witness) => string | null): Group[] =>
    candidates
      .flatMap((entries) => splitByDigest(plan, entries, witnesses, digest))
      .filter((group) => group.length > 1)
      .sort((a, b) => compare(a[0] as Member, b[0] as Member));
  return {
    id: confirm(idCandidates, (witness) => witness.idDigest),
    item: confirm(itemCandidates, (witness) => witness.contentDigest),
    whole: [...idCandidates, ...itemCandidates].flat().every(({ split, row }) => witnesses.has(keyOf(split, row))),
  };
}

const compare = (a: Member, b: Member): number => a.split - b.split || a.row - b.row;
const keyOf = (split: number, row: number): string => `${split}:${row}`;

async function readAgain(
  plan: Plan,
  engine: Engine,
  candidates: readonly Entry[][],
  signal: AbortSignal,
): Promise<Map<string, Witness>> {
  const rows = new Map<number, Set<number>>();
  for (const { split, row } of candidates.flat()) rows.set(split, (rows.get(split) ?? new Set()).add(row));
  const wanted: SplitRows[] = [...rows]
    .map(([split, set]) => ({ split, rows: [...set].sort((a, b) => a - b) }))
    .sort((a, b) => a.split - b.split);
  const witnesses = new Map<string, Witness>();
  for await (const { split, witnesses: found } of engine.witness(plan, wanted, signal)) {
    for (const witness of found) witnesses.set(keyOf(split, witness.row), witness);
  }
  return witnesses;
}

function splitByDigest(
  plan: Plan,
  entries: readonly Entry[],
  witnesses: ReadonlyMap<string, Witness>,
  digest: (witness: Witness) => string | null,
): Member[][] {
  const same = new Map<string, Member[]>();
  for (const entry of entries) {
    const witness = witnesses.get(keyOf(entry.split, entry.row));
    const key = witness === undefined ? null : digest(witness);
    if (witness === undefined || key === null) continue;
    const members = same.get(key);
    if (members === undefined) same.set(key, [memberOf(plan, entry, witness)]);
    else members.push(memberOf(plan, entry, witness));
  }
  return [...same.values()];
}

function memberOf(plan: Plan, entry: Entry, witness: Witness): Member {
  const mark = unpackItem(entry.mark);
  return {
    split: entry.split,
    row: entry.row,
    at: witness.at,
    id: witness.id,
    resource: plan.splits[entry.split]?.resource ?? 0,
    subMetric: mark.subMetric,
    side: mark.side,
    valid: mark.valid,
    names: witness.names,
    key: mark.keyed ? `${entry.key0}:${entry.key1}` : null,
  };
}

/** Items that are not valid, or not unique, for what stands before them. */
export interface Losses {
  /** valid by themselves, but an earlier item has their id */
  readonly invalid: readonly Member[];
  /** valid, but an earlier valid item has their content */
  readonly repeated: readonly Member[];
}

export function lossesOf(groups: Groups, idsMatter: boolean): Losses {
  const surplus = idsMatter ? groups.id.flatMap((group) => group.slice(1)) : [];
  const lost = new Set(surplus.map(({ split, row }) => keyOf(split, row)));
  const repeated = groups.item.flatMap((group) =>
    group.filter((member) => member.valid && !lost.has(keyOf(member.split, member.row))).slice(1),
  );
  return { invalid: surplus.filter(({ valid }) => valid), repeated };
}

/** Groups come by their first members; findings are about later ones, so that all are seen before the first are known. */
export function judgeGroups(rule: GroupRule, groups: Groups, keep: number): { count: number; drafts: Draft[] } {
  let drafts: Draft[] = [];
  let count = 0;
  const trim = (): void => {
    drafts = drafts.sort(comparePlaces).slice(0, keep);
  };
  for (const group of groups[rule.index]) {
    rule.judge(group, (draft) => {
      count += 1;
      drafts.push(draft);
    });
    if (drafts.length > keep * 4) trim();
  }
  trim();
  return { count, drafts };
}

const comparePlaces = ({ at: a }: Draft, { at: b }: Draft): number =>
  a === null || b === null ? 0 : a.split - b.split || a.file - b.file || a.record - b.record;
