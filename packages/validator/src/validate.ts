import { availableParallelism, tmpdir } from 'node:os';
import { ARCHIVE_LIMITS, type ArchiveSettings, type FileTree, RemoteFailure } from '@jatdae/readers';
import { createMask, type Evidence } from '@jatdae/rules';
import type { Finding, Localized, Report } from '@jatdae/schema';
import { type Acceptance, acceptJudgements } from './acceptance/accept.js';
import { type Crew, startCrew } from './engine/crew.js';
import type { Engine } from './engine/engine.js';
import { INLINE_BYTES, openLocalEngine, usefulThreads } from './engine/local-threads.js';
import { looksLarge } from './engine/looks-large.js';
import { resumed } from './engine/resumed.js';
import { openScannedFiles } from './engine/scanned-files.js';
import { collectEvidence } from './evidence/collect.js';
import { describeEvidence } from './evidence/describe.js';
import { describeItems } from './evidence/describe-items.js';
import { excerptsOf, type FindingExcerpt } from './excerpt/read-excerpts.js';
import { ACCEPTANCE_ID, acceptanceRequirement, describeAcceptance } from './finish/acceptance-row.js';
import { describeCensus } from './finish/census.js';
import { changedFiles, filesOnDisk } from './finish/changed-files.js';
import { describeCounts } from './finish/counts.js';
import { describeDuplicates } from './finish/duplicates.js';
import { countAgainst, writeFindings } from './finish/findings.js';
import { createScopes } from './finish/fingerprint.js';
import { confirmGroups, type Groups, lossesOf, NO_GROUPS } from './finish/groups.js';
import { isDelivered } from './finish/hash-files.js';
import { type Hashes, hashingOf, startHashing } from './finish/hashes.js';
import { hasRun, judgeRules } from './finish/judge.js';
import { writeLedger } from './finish/ledger.js';
import { assembleReport, ruleRow } from './finish/report.js';
import { unreadResources } from './finish/unread.js';
import { reportUnusable } from './finish/unusable.js';
import { deliveredEntries, makeView } from './finish/view.js';
import { describeWaivers, gatherWaivers, waivesAll } from './finish/waivers.js';
import { itemBatches } from './item-batches.js';
import { type MergedScan, mergeScan } from './merge.js';
import { openDeliverable } from './open/open.js';
import type { Opened } from './open/opened.js';
import { isUnlisted, remoteMessage, spooledMessage, UNLISTED } from './open/remote.js';
import { createSpool } from './open/spool.js';
import { listFiles } from './open/tree.js';
import {
  DEFAULT_KEEP,
  DEFAULT_LIMITS,
  DEFAULT_MEMORY,
  type Delivered,
  UsageError,
  type ValidateOptions,
  type ValidateResult,
} from './options.js';
import { makePlan, type Planned, selectRules, severityOf } from './plan/make-plan.js';
import type { Plan } from './plan/plan.js';
import { createProgress, type ProgressReporter } from './progress.js';
import { createItemReaders } from './scan/items.js';
import { Count, sumOf } from './scan/totals.js';
import { confirmSimilar, NOTHING_SIMILAR, type Similar } from './similar/confirm.js';
import { describeSimilar } from './similar/describe.js';

/**
 * Validates a deliverable: open, plan, scan, merge, finish, report.
 * @throws UsageError where the call cannot be carried out
 */
export async function validate(target: string, options: ValidateOptions): Promise<ValidateResult> {
  const spool = createSpool(options.temp ?? tmpdir());
  try {
    return await validateTarget(target, options, {
      ...spool,
      limits: { ...ARCHIVE_LIMITS, ...options.archives },
      onSpooled: (address, bytes) => options.onNote?.(spooledMessage(address, bytes)),
    });
  } catch (error) {
    throw error instanceof RemoteFailure ? new UsageError(remoteMessage(error)) : error;
  } finally {
    await spool.remove();
  }
}

async function validateTarget(target: string, options: ValidateOptions, archives: ArchiveSettings): Promise<ValidateResult> {
  const jobs = options.jobs ?? availableParallelism();
  const mayUseThreads = jobs > 1 && options.engine !== 'inline' && typeof options.engine !== 'object';
  // Threads start while the manifest is read. This one works, too.
  const crew = mayUseThreads && looksLarge(target, INLINE_BYTES) ? startCrew(jobs - 1) : null;
  try {
    return await validateWith(crew, jobs, target, options, archives);
  } finally {
    await crew?.keep(0);
  }
}

async function validateWith(
  crew: Crew | null,
  jobs: number,
  target: string,
  options: ValidateOptions,
  archives: ArchiveSettings,
): Promise<ValidateResult> {
  const startedAt = new Date();
  const selected = selectRules(options.select, options.ignore);
  const opening = await openDeliverable(target, options.profile, archives);
  if (!opening.ok)
    return {
      status: 'unusable',
      problems: opening.problems,
      report: await reportUnusable(opening.problems, selected, options.language, startedAt),
    };
  const { opened } = opening;
  const tree = await listFiles(opened, archives);
  if (isUnlisted(opened)) options.onNote?.(UNLISTED);
  const planned = await makePlan(opened, tree, {
    limits: { ...DEFAULT_LIMITS, ...options.limits, ratio: options.archives?.ratio ?? ARCHIVE_LIMITS.ratio },
    keep: options.maxFindings ?? DEFAULT_KEEP,
    fast: options.fast ?? true,
    hashing: hashingOf(opened, tree, options.receipt ?? false),
    selected,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onMedia: (done) =>
      options.onProgress?.({ phase: 'plan', ...done, items: 0, seconds: (Date.now() - startedAt.getTime()) / 1000 }),
    ...(options.splitBytes === undefined ? {} : { splitBytes: options.splitBytes }),
    ...(typeof options.engine === 'object' ? { inspect: options.engine.inspect } : {}),
  });
  const { engine, jobs: running } = await chooseEngine(planned, jobs, options.engine ?? 'auto', crew);
  const merged = createProgress(planned, options.onProgress, startedAt);
  try {
    const aside =
      options.resume === true
        ? await openScannedFiles(options.temp ?? tmpdir(), planned.plan, engine.shuffle?.kept ?? null)
        : null;
    if (aside !== null && aside.done.size > 0) options.onNote?.(goingOn(aside.done.size, planned.plan.splits.length));
    const acceptance = await accepted(opened, planned, options);
    const judged = acceptance === null ? opened : withAcceptance(opened, acceptance);
    const ran = await run(judged, tree, planned, aside === null ? engine : resumed(engine, aside), {
      ...options,
      selected,
      startedAt,
      jobs: running,
      onScan: merged,
      acceptance,
    });
    if (options.signal?.aborted !== true) await aside?.remove();
    return { status: 'judged', ...ran, profile: judged.profile.profile };
  } finally {
    await engine.close();
  }
}

const goingOn = (done: number, all: number): Localized => ({
  ko: `앞 실행에서 이어서 검사합니다. 조각 ${all}개 가운데 ${done}개는 이미 끝났습니다.`,
  en: `Going on from an earlier run: ${done} of ${all} pieces are done.`,
});

/** What people judged of these data, before anything is scanned: judgements of other data are refused at once. */
async function accepted(
  { profile }: Opened,
  { plan }: Planned,
  { judgements, signal }: ValidateOptions,
): Promise<Acceptance | null> {
  if (judgements === undefined) return null;
  const readers = createItemReaders(plan);
  const aborted = signal ?? new AbortController().signal;
  return acceptJudgements({ plan, profile, batches: (judged) => itemBatches(plan, readers, aborted, judged) }, judgements);
}

/** The ledger has a row for what was judged, also where the profile asks for none. */
function withAcceptance(opened: Opened, { plan }: Acceptance): Opened {
  const { profile, sha256 } = opened.profile;
  if (profile.requirements.some(({ id }) => id === ACCEPTANCE_ID)) return opened;
  const requirements = [...profile.requirements, acceptanceRequirement(plan)];
  return { ...opened, profile: { sha256, profile: { ...profile, requirements } } };
}

async function chooseEngine(
  { plan }: Planned,
  jobs: number,
  engine: NonNullable<ValidateOptions['engine']>,
  crew: Crew | null,
): Promise<{ readonly engine: Engine; readonly jobs: number }> {
  if (typeof engine === 'object') return engine.start(plan, jobs);
  const threads =
    engine === 'inline' ? 1 : engine === 'auto' ? usefulThreads(plan, jobs) : Math.min(jobs, Math.max(1, plan.splits.length));
  await crew?.keep(threads - 1);
  return { engine: openLocalEngine(crew ?? startCrew(threads - 1)), jobs: threads };
}

/** What was found by reading records again. */
interface Confirmed {
  readonly groups: Groups;
  readonly similar: Similar;
  readonly evidence: Evidence | null;
}

interface RunOptions extends ValidateOptions {
  readonly selected: ReadonlySet<string>;
  readonly startedAt: Date;
  readonly onScan: ProgressReporter;
  readonly jobs: number;
  readonly acceptance: Acceptance | null;
}

async function run(
  opened: Opened,
  tree: FileTree,
  planned: Planned,
  engine: Engine,
  options: RunOptions,
): Promise<{
  readonly report: Report;
  readonly delivered: Delivered | null;
  readonly excerpts: ReadonlyMap<number, FindingExcerpt>;
}> {
  const { plan } = planned;
  const signal = options.signal ?? new AbortController().signal;
  const room = { memory: options.memory ?? DEFAULT_MEMORY, temp: options.temp ?? tmpdir() };
  const hashing = startHashing(opened, tree, planned, (options.receipt ?? false) !== false);
  signal.addEventListener('abort', hashing.stop, { once: true });
  if (signal.aborted) hashing.stop();
  const merged = await mergeScan(plan, engine, signal, {
    ...room,
    onProgress: (progress) => options.onScan('scan', progress),
  }).catch((error: unknown) => {
    hashing.stop();
    throw error;
  });
  try {
    options.onScan('confirm');
    const groups = signal.aborted ? NO_GROUPS : await confirmGroups(plan, engine, merged.prints, signal);
    const similar = signal.aborted ? NOTHING_SIMILAR : await confirmSimilar(plan, engine, merged, groups, signal, room);
    if (merged.lostKeys !== null) options.onNote?.(lostKeys(merged.lostKeys));
    const evidence =
      signal.aborted || merged.lostKeys !== null
        ? null
        : await collectEvidence(planned, engine, merged.keys, {
            memory: room.memory,
            signal,
            spelling: opened.manifestSpelling,
          });
    // What comes now looks at all files at once: the workers' memory goes first.
    await engine.close();
    const hashes = await hashing.finish(merged.hashes);
    const read = [
      ...plan.files,
      ...deliveredEntries(planned, merged.media),
      ...(evidence === null ? [] : planned.predictions.flat()),
    ];
    const changed = await changedFiles(plan.root, filesOnDisk(tree, read));
    const report = finish(opened, tree, planned, merged, { groups, similar, evidence }, hashes, changed, options);
    const excerpts = options.excerpts === true ? await shownRecords(plan, report, signal) : NO_EXCERPTS;
    options.onScan('done');
    return { report, delivered: hashes.delivered, excerpts };
  } finally {
    hashing.stop();
    signal.removeEventListener('abort', hashing.stop);
    merged.prints.close();
    merged.near.close();
    merged.keys.close();
  }
}

const lostKeys = (path: string): Localized => ({
  ko: `--store 폴더에 워커가 남긴 파일이 없어졌거나 손상되어 예측을 채점하지 못합니다: ${path}. 그 폴더의 파일을 지우는 것이 있는지 확인하고 다시 실행하십시오.`,
  en: `Predictions cannot be scored, for a file that workers left in the folder of --store is missing or damaged: ${path}. See whether something removes files there, and start again.`,
});

const NO_EXCERPTS: ReadonlyMap<number, FindingExcerpt> = new Map();

/** Whoever interrupts gets the report without them. */
async function shownRecords(plan: Plan, { findings }: Report, signal: AbortSignal): Promise<ReadonlyMap<number, FindingExcerpt>> {
  if (signal.aborted) return NO_EXCERPTS;
  return excerptsOf(plan, findings, signal).catch((error: unknown) => {
    if (signal.aborted) return NO_EXCERPTS;
    throw error;
  });
}

function finish(
  opened: Opened,
  tree: FileTree,
  planned: Planned,
  merged: MergedScan,
  { groups, similar, evidence }: Confirmed,
  hashes: Hashes,
  changed: readonly string[],
  options: RunOptions,
): Report {
  const { plan } = planned;
  const { manifest, profile } = opened;
  const losses = lossesOf(groups, severityOf(profile.profile, 'I002') === 'error');
  const view = makeView(opened, tree, planned, merged.totals, losses, {
    records: merged.records,
    hashes: hashes.byPath,
    changed,
    media: merged.media,
    census: merged.census,
    evidence,
  });
  const judged = !plan.keys || evidence !== null;
  const complete = merged.complete && changed.length === 0 && groups.whole && similar.whole && judged;
  const rules = judgeRules({
    profile: profile.profile,
    selected: options.selected,
    keep: plan.keep,
    complete,
    coverage: merged.coverage,
    accumulators: merged.accumulators,
    states: merged.states,
    groups,
    similar,
    view,
  });
  const mask = createMask(profile.profile);
  const waivers = gatherWaivers(manifest, options.waivers ?? []);
  const findings = writeFindings(rules, {
    waivers,
    language: options.language,
    places: merged.places,
    scopeOf: createScopes(plan),
    mask,
  });
  const byCode = groupByCode(findings);
  const ledger = writeLedger({
    view,
    totals: merged.totals,
    complete,
    acceptance: options.acceptance,
    result(code, requirement) {
      const judged = rules.find(({ rule }) => rule.meta.code === code);
      const ran = hasRun(code, options.selected, complete);
      if (judged === undefined) return { ran, errors: 0, waived: 0 };
      return { ran, ...countAgainst(judged, requirement, byCode.get(code) ?? [], waivesAll(waivers, code)) };
    },
  });
  const files = tree.entries.filter(isDelivered);
  return assembleReport({
    profile,
    deliverable: {
      name: manifest.dataset.name,
      version: manifest.dataset.version,
      root: hashes.root,
      files: files.length,
      bytes: files.reduce((sum, { size }) => sum + size, 0),
      items: view.totals.items,
    },
    complete,
    ledger,
    subMetrics: view.subMetrics.map((row) => ({
      ...row,
      leaderboardShare: row.items === 0 ? null : Math.round((row.leaderboard / row.items) * 1e4) / 1e4,
    })),
    rules,
    findings,
    waivers: describeWaivers(waivers, findings, rules.map(ruleRow), (code) => hasRun(code, options.selected, complete)),
    statistics: {
      records: sumOf(merged.totals, Count.Items),
      sound: sumOf(merged.totals, Count.Sound),
      mediaReferences: sumOf(merged.totals, Count.Media),
      ...describeCounts(view, plan.subMetrics, losses),
      ...describeCensus(view, losses, mask),
      ...describeDuplicates(groups),
      ...describeSimilar(plan, similar),
      ...describeEvidence(evidence, manifest.experiments ?? []),
      ...(evidence === null ? {} : describeItems(evidence, plan.subMetrics)),
      ...describeAcceptance(options.acceptance),
      ...unreadResources(manifest, plan),
    },
    language: options.language,
    startedAt: options.startedAt,
    jobs: options.jobs,
  });
}

function groupByCode(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group === undefined) groups.set(finding.code, [finding]);
    else group.push(finding);
  }
  return groups;
}
