import type { DeliverableView, Draft, Rule } from '@jatdae/rules';
import { type Findings, findRule, keepFinding, noFindings, RULES } from '@jatdae/rules';
import type { Coverage, Profile } from '@jatdae/schema';
import { severityOf } from '../plan/make-plan.js';
import type { PlannedAccumulator } from '../scan/accumulators.js';
import type { Similar } from '../similar/confirm.js';
import { judgeSimilar } from '../similar/judge.js';
import { type Groups, judgeGroups } from './groups.js';
import { NOT_RUN, type RuleCoverage } from './report.js';

export interface JudgeInput {
  readonly profile: Profile;
  readonly selected: ReadonlySet<string>;
  readonly keep: number;
  readonly complete: boolean;
  /** of what was to be read, how much was */
  readonly coverage: Coverage;
  readonly accumulators: readonly PlannedAccumulator[];
  /** merged state of each accumulator */
  readonly states: readonly unknown[];
  readonly groups: Groups;
  readonly similar: Similar;
  readonly view: DeliverableView;
}

/** What every selected rule came to, by code. */
export function judgeRules(input: JudgeInput): RuleCoverage[] {
  return RULES.filter(({ meta }) => input.selected.has(meta.code)).map((rule) => ({
    rule,
    severity: severityOf(input.profile, rule.meta.code),
    ...judgeRule(rule, input),
  }));
}

type Judged = Pick<RuleCoverage, 'count' | 'drafts' | 'milder' | 'coverage'>;

function judgeRule(rule: Rule, input: JudgeInput): Judged {
  switch (rule.kind) {
    case 'scan': {
      const k = input.accumulators.findIndex(({ code }) => code === rule.meta.code);
      const outcome = input.accumulators[k]?.accumulator.finish(input.states[k]) ?? { count: 0, drafts: [] };
      return { ...outcome, coverage: input.coverage };
    }
    case 'group':
      return { ...judgeGroups(rule, input.groups, input.keep), coverage: input.coverage };
    case 'near':
      return {
        ...judgeSimilar(rule, input.similar, input.keep),
        coverage: { ...input.coverage, exact: input.coverage.exact && input.similar.cut === 0 },
      };
    case 'deliverable':
      if (rule.counts && !input.complete) return { count: 0, drafts: [], coverage: NOT_RUN };
      if (rule.comparesModels === true && input.view.evidence?.responses === null)
        return { count: 0, drafts: [], coverage: NOT_RUN };
      return { ...gather(input.keep, (emit) => rule.judge(input.view, emit)), coverage: rule.counts ? input.coverage : WHOLE };
    case 'manifest':
      return { count: 0, drafts: [], coverage: WHOLE };
    case 'consortium':
      return { count: 0, drafts: [], coverage: NOT_RUN };
  }
}

export const WHOLE: Coverage = { bytes: 1, records: 1, exact: true };

/** Counts what is emitted and keeps the first of it. */
export function gather(keep: number, judge: (emit: (draft: Draft) => void) => void): Findings {
  const findings = noFindings();
  judge((draft) => keepFinding(findings, draft, keep));
  return findings;
}

/** Whether a rule looked at all that its requirement needs. */
export function hasRun(code: string, selected: ReadonlySet<string>, complete: boolean): boolean {
  const rule = findRule(code);
  if (rule === undefined || !selected.has(code)) return false;
  if (rule.kind === 'scan' || rule.kind === 'group' || rule.kind === 'near') return complete;
  return rule.kind !== 'deliverable' || !rule.counts || complete;
}
