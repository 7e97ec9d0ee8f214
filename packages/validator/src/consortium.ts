import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Application, type ConsortiumRule, RULES } from '@jatdae/rules';
import { type Language, parseManifest, resolveProfile } from '@jatdae/schema';
import { countAgainst, writeFindings } from './finish/findings.js';
import { gather, WHOLE } from './finish/judge.js';
import type { LedgerRow } from './finish/ledger.js';
import { assembleReport, type RuleCoverage } from './finish/report.js';
import { reportUnusable } from './finish/unusable.js';
import { findManifest, placeIn, problemIn, profileProblems, unreadable } from './open/open.js';
import { createSpool } from './open/spool.js';
import { DEFAULT_KEEP, type Problem, type ValidateResult } from './options.js';
import { severityOf } from './plan/make-plan.js';

export interface ConsortiumOptions {
  readonly language: Language;
  readonly profile?: string;
}

/** Judges the applications of a call together: what spans manifests. @throws UsageError */
export async function judgeConsortium(paths: readonly string[], options: ConsortiumOptions): Promise<ValidateResult> {
  const startedAt = new Date();
  const readings = await Promise.all(paths.map(readApplication));
  const problems = readings.flatMap((reading) => ('problems' in reading ? reading.problems : []));
  const applications = readings.flatMap((reading) => ('application' in reading ? [reading.application] : []));
  const name = options.profile ?? applications[0]?.manifest.profile ?? 'nia-2024-2';
  const loaded = await resolveProfile(name, async () => null);
  if (!loaded.ok) problems.push(...profileProblems(loaded, placeIn(paths[0] ?? '', '/profile', null, null)));
  if (!loaded.ok || problems.length > 0) {
    return { status: 'unusable', problems, report: await reportUnusable(problems, new Set(), options.language, startedAt) };
  }
  const { profile } = loaded;
  const rules = RULES.filter((rule): rule is ConsortiumRule => rule.kind === 'consortium').map(
    (rule): RuleCoverage => ({
      rule,
      severity: severityOf(profile, rule.meta.code),
      ...gather(DEFAULT_KEEP, (emit) => rule.judge(applications, profile, emit)),
      coverage: WHOLE,
    }),
  );
  const findings = writeFindings(rules, { waivers: [], language: options.language, places: null, mask: null });
  const ledger = profile.requirements
    .filter(({ scope, enabled }) => scope === 'consortium-call' && enabled !== false)
    .map((requirement): LedgerRow => {
      const errors = rules
        .filter(({ rule }) => requirement.rules.includes(rule.meta.code))
        .reduce((sum, judged) => sum + countAgainst(judged, requirement.id, [], false).errors, 0);
      return {
        id: requirement.id,
        verdict: errors > 0 ? 'fail' : 'pass',
        measured: { applications: applications.length, findings: errors },
        threshold: requirement.threshold,
        rules: requirement.rules,
        note: null,
      };
    });
  const report = assembleReport({
    profile: loaded,
    deliverable: null,
    complete: true,
    ledger,
    subMetrics: [],
    rules,
    findings,
    statistics: {
      applications: applications.map(({ path, manifest }) => ({
        path,
        name: manifest.dataset.name,
        task: manifest.dataset.task,
      })),
    },
    language: options.language,
    startedAt,
    jobs: 1,
  });
  return { status: 'judged', report, profile, delivered: null, excerpts: new Map() };
}

type Reading = { readonly application: Application } | { readonly problems: Problem[] };

async function readApplication(target: string): Promise<Reading> {
  const spool = createSpool(tmpdir());
  try {
    return await readManifest(target, await findManifest(target, spool));
  } finally {
    await spool.remove();
  }
}

async function readManifest(target: string, found: Awaited<ReturnType<typeof findManifest>>): Promise<Reading> {
  if ('problem' in found) return { problems: [{ ...found.problem, place: { ...found.problem.place, path: target } }] };
  // As the caller spells it, with the manifest's name where a folder was given: an editor can open it.
  const path = basename(target) === found.manifestPath ? target : join(target, found.manifestPath);
  const bytes = await found.read();
  if (bytes === null) return { problems: [unreadable(path)] };
  const result = await parseManifest(bytes, found.manifestPath);
  if (!result.ok) return { problems: result.problems.map((problem) => problemIn(path, problem)) };
  return {
    application: {
      path,
      manifest: result.manifest,
      place(pointer) {
        const { line, column } = result.locate(pointer);
        return placeIn(path, pointer, line, column);
      },
    },
  };
}
