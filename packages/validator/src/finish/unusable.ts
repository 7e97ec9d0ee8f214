import { RULES } from '@jatdae/rules';
import { type Language, type Report, type RequirementRow, resolveProfile } from '@jatdae/schema';
import type { LoadedProfile } from '../open/opened.js';
import type { Problem } from '../options.js';
import { severityOf } from '../plan/make-plan.js';
import { writeFindings } from './findings.js';
import { WHOLE } from './judge.js';
import type { LedgerRow } from './ledger.js';
import { assembleReport, NOT_RUN, type RuleCoverage } from './report.js';

const DEFAULT_PROFILE = 'nia-2024-2';

/** The report of a deliverable whose manifest or profile cannot be used: nothing else was looked at. */
export async function reportUnusable(
  problems: readonly Problem[],
  selected: ReadonlySet<string>,
  language: Language,
  startedAt: Date,
): Promise<Report> {
  const loaded = await resolveProfile(DEFAULT_PROFILE, async () => null);
  const unknownProfile = problems.some(({ code }) => code === 'M003');
  const profile = loaded.ok && !unknownProfile ? loaded : null;
  const rules = RULES.filter(({ meta }) => selected.has(meta.code) || problems.some(({ code }) => code === meta.code)).map(
    (rule): RuleCoverage => {
      const drafts = problems
        .filter(({ code }) => code === rule.meta.code)
        .map(({ place, message }) => ({
          at: null,
          place,
          data: { reason: message },
          subject: `${place.path}#${place.pointer ?? ''}`,
        }));
      const severity = profile === null ? rule.meta.severity : severityOf(profile.profile, rule.meta.code);
      return { rule, severity, count: drafts.length, drafts, coverage: rule.kind === 'manifest' ? WHOLE : NOT_RUN };
    },
  );
  return assembleReport({
    profile,
    deliverable: null,
    complete: false,
    ledger: profile === null ? [] : emptyLedger(profile, problems),
    subMetrics: [],
    rules,
    findings: writeFindings(rules, { waivers: [], language, places: null, mask: null }),
    statistics: {},
    language,
    startedAt,
    jobs: 1,
  });
}

function emptyLedger({ profile }: LoadedProfile, problems: readonly Problem[]): LedgerRow[] {
  return profile.requirements
    .filter(({ enabled }) => enabled !== false)
    .map(({ id, rules, threshold, scope }) => {
      const findings = problems.filter(({ code }) => rules.includes(code)).length;
      // A manifest that does not fit its schema says nothing of the institutions' kinds; only the delivery as such is judged by it.
      const fails = findings > 0 && id === 'Q-INTEGRITY' && problems.some(({ limit }) => limit !== true);
      const verdict: RequirementRow['verdict'] = fails ? 'fail' : scope === 'deliverable' ? 'not-run' : 'not-applicable';
      return { id, verdict, measured: fails ? { findings } : null, threshold, rules, note: null };
    });
}
