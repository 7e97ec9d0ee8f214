import type { Draft, NearRule } from '@jatdae/rules';
import type { Similar } from './confirm.js';

/** Findings of a rule about near items: how many, the first of them, and how many of the others are milder than the rule. */
export function judgeSimilar(rule: NearRule, similar: Similar, keep: number): { count: number; drafts: Draft[]; milder: number } {
  const passages = rule.relation === 'across' && similar.samePassage > 0 ? rule.passages?.(similar.samePassage) : undefined;
  const pairs = similar[rule.relation].map((pair) => rule.judge(pair));
  // The note is about no item; it stands first, so that no number of findings hides it.
  const all = passages === undefined ? pairs : [passages, ...pairs];
  const milder = all.slice(keep).filter(({ severity }) => severity !== undefined && severity !== 'error').length;
  return { count: all.length, drafts: all.slice(0, keep), milder };
}
