import { type Findings, keepFinding, type NearRule, noFindings } from '@jatdae/rules';
import type { Similar } from './confirm.js';

/** Findings of a rule about near items. */
export function judgeSimilar(rule: NearRule, similar: Similar, keep: number): Findings {
  const shared = similar.samePassage[rule.relation];
  const passages = shared > 0 ? rule.passages?.(shared) : undefined;
  const findings = noFindings();
  // The note is about no item; it stands first, so that no number of findings hides it.
  if (passages !== undefined) keepFinding(findings, passages, keep);
  for (const pair of similar[rule.relation]) keepFinding(findings, rule.judge(pair), keep);
  return findings;
}
