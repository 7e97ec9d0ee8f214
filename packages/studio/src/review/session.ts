import { basename } from 'node:path';
import type { Finding, Language, Localized, Manifest, Profile, Report, SamplePlan } from '@jatdae/schema';
import {
  type DrawnItem,
  drawSample,
  type Frame,
  type OpenItems,
  openItems,
  type PlanSettings,
  planSample,
  surveyFrame,
  UsageError,
  type ValidateResult,
  validate,
} from '@jatdae/validator';
import type { ReviewPhase, ReviewRun, ReviewState } from '../api.js';
import { RequestProblem } from '../problem.js';
import type { Database } from '../store/database.js';
import { countOthers, planOf, reviewOf, revisionOf, sampleOf, storePlan } from '../store/reviews.js';
import { localizedTitle } from './titles.js';

export interface SessionOptions {
  readonly target: string;
  readonly language: Language;
  readonly database: Database;
  readonly profile?: string;
  readonly jobs?: number;
  readonly temp?: string;
  readonly signal: AbortSignal;
  readonly onNote: (note: Localized) => void;
}

/** What a validation came to, with the records of its first findings. */
export type JudgedReport = Extract<ValidateResult, { readonly status: 'judged' }>;

/** What there is once the items are read. */
export interface Prepared {
  readonly report: Report;
  readonly manifest: Manifest;
  readonly profile: Profile;
  readonly items: OpenItems;
  readonly frame: Frame;
  /** number of the review in the database */
  readonly review: number;
  /** findings by the place of their record, see `placeOf` */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

/** The sample that is judged, by its numbers. */
export interface Sample {
  readonly plan: SamplePlan;
  readonly drawn: ReadonlyMap<number, DrawnItem>;
}

/** One deliverable under review: its validation, then its items, then its sample. */
export interface Session {
  state(): Promise<ReviewState>;
  /** how far it is, without asking the database */
  phase(): ReviewPhase;
  /** why it failed; null where it did not */
  failure(): Localized | null;
  /** null before the validation is done. @throws RequestProblem where it failed */
  judged(): JudgedReport | null;
  /** @throws RequestProblem before the items are read */
  prepared(): Prepared;
  /** null before a plan is stored, here or by another server on the same database. @throws RequestProblem before the items are read */
  sample(): Promise<Sample | null>;
  /** What would be drawn. @throws RequestProblem before the items are read */
  preview(settings: PlanSettings): SamplePlan;
  plan(settings: PlanSettings): Promise<SamplePlan>;
  /** Calls with every step of the work, until it is told to stop. */
  onChange(listener: () => void): () => void;
  /** Fulfilled once nothing of the work is left, also where it was interrupted. */
  readonly done: Promise<void>;
  close(): Promise<void>;
}

export const placeOf = (path: string, record: number | null): string => `${record ?? ''}:${path}`;

export function startSession(options: SessionOptions): Session {
  const { target, language, database, signal } = options;
  const listeners = new Set<() => void>();
  let phase: ReviewPhase = 'validating';
  let progress: ReviewRun | null = null;
  let failure: Localized | null = null;
  let judged: JudgedReport | null = null;
  let title: Localized | null = null;
  let ready: Prepared | null = null;
  let drawing: Promise<Sample | null> | null = null;
  let close = async (): Promise<void> => undefined;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function work(): Promise<void> {
    const { profile: named, jobs, temp } = options;
    const result = await validate(target, {
      language,
      signal,
      excerpts: true,
      onNote: options.onNote,
      onProgress(state) {
        progress = state;
        tell();
      },
      ...(named === undefined ? {} : { profile: named }),
      ...(jobs === undefined ? {} : { jobs }),
      ...(temp === undefined ? {} : { temp }),
    });
    signal.throwIfAborted();
    if (result.status === 'unusable') throw new UsageError(unusable(result.problems[0]?.message ?? null));
    judged = result;
    const { report } = result;
    phase = 'reading';
    tell();
    const open = await openItems(target, signal, temp);
    if (!open.ok) throw new UsageError(unusable(open.problems[0]?.message ?? null));
    close = open.close;
    const { manifest } = open;
    title = localizedTitle(manifest.dataset.title);
    const frame = await surveyFrame(open);
    const key = { name: manifest.dataset.name, version: manifest.dataset.version, frame: frame.print };
    const review = await reviewOf(database, key);
    const others = await countOthers(database, key);
    if (others > 0) options.onNote(otherData(others));
    ready = { report, manifest, profile: result.profile, items: open, frame, review, findings: findingsByPlace(report) };
    await sample();
    phase = 'ready';
    tell();
  }

  const prepared = (): Prepared => {
    if (ready === null) throw notReady(failure);
    return ready;
  };

  /** The plan that is stored is drawn again, which also shows that it was drawn from these data. */
  async function sample(): Promise<Sample | null> {
    const { items, frame, review } = prepared();
    const draw = async (): Promise<Sample | null> => {
      const plan = await planOf(database, review);
      if (plan === null) return null;
      const drawn = await drawSample(items, frame, plan);
      const stored = await sampleOf(database, review);
      const known = new Map(stored.map(({ item, sha256 }) => [item, sha256]));
      if (stored.length !== drawn.length || drawn.some(({ sampled }) => known.get(sampled.item) !== sampled.sha256))
        throw new UsageError(OTHER_SAMPLE);
      return { plan, drawn: new Map(drawn.map((one) => [one.sampled.item, one])) };
    };
    drawing ??= draw();
    const current = drawing;
    const made = await current.catch((error: unknown) => {
      if (drawing === current) drawing = null;
      throw error;
    });
    // Nothing was planned yet: somebody may do so before the next request.
    if (made === null && drawing === current) drawing = null;
    return made;
  }

  const done = work().catch((error: unknown) => {
    if (signal.aborted) return;
    phase = 'failed';
    failure = error instanceof UsageError ? error.localized : defect(error);
    tell();
  });

  return {
    async state() {
      const revision = ready === null ? 0 : await revisionOf(database, ready.review);
      const planned = ready !== null && (await planOf(database, ready.review)) !== null;
      const verdict = judged?.report.verdict ?? null;
      return { target: basename(target), title, language, phase, progress, verdict, failure, planned, revision };
    },
    phase: () => phase,
    failure: () => failure,
    judged() {
      if (failure !== null) throw notReady(failure);
      return judged;
    },
    prepared,
    sample,
    preview: (settings) => planSample(prepared().frame, settings),
    async plan(settings) {
      const { items, frame, review } = prepared();
      const plan = planSample(frame, settings);
      if (plan.strata.every(({ size }) => size === 0)) throw new RequestProblem('invalid', NOTHING_TO_DRAW);
      const drawn = await drawSample(items, frame, plan);
      await storePlan(
        database,
        review,
        plan,
        drawn.map(({ sampled }) => sampled),
      );
      drawing = Promise.resolve({ plan, drawn: new Map(drawn.map((one) => [one.sampled.item, one])) });
      tell();
      return plan;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    done,
    close: () => close(),
  };
}

function findingsByPlace({ findings }: Report): ReadonlyMap<string, readonly Finding[]> {
  const byPlace = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = placeOf(finding.place.path, finding.place.record);
    const some = byPlace.get(key);
    if (some === undefined) byPlace.set(key, [finding]);
    else some.push(finding);
  }
  return byPlace;
}

/** Why there is nothing to answer with: for now, or for good. */
export const notReady = (failure: Localized | null): RequestProblem =>
  failure === null
    ? new RequestProblem('not-ready', {
        ko: '아직 납품물을 읽고 있습니다. 끝나면 다시 요청하십시오.',
        en: 'The deliverable is still being read. Ask again once that is done.',
      })
    : new RequestProblem('failed', failure);

const unusable = (problem: Localized | null): Localized => ({
  ko: `납품물을 심사할 수 없습니다. ${problem?.ko ?? ''} 매니페스트와 프로파일을 고친 뒤 다시 시작하십시오.`,
  en: `The deliverable cannot be reviewed. ${problem?.en ?? ''} Mend the manifest or the profile, then start again.`,
});

const OTHER_SAMPLE: Localized = {
  ko: '데이터베이스의 표본이 이 납품물에서 뽑은 것이 아닙니다. 표본을 뽑은 뒤 문항이나 미디어가 바뀌었습니다. 그때의 납품물로 심사하거나 --database로 새 폴더를 지정하십시오.',
  en: 'The sample in the database was not drawn from this deliverable: items or media have changed since. Review the deliverable of that time, or name a new folder with --database.',
};

const NOTHING_TO_DRAW: Localized = {
  ko: '뽑을 수 있는 유효한 문항이 없습니다. 보고서의 지적을 먼저 해결하십시오.',
  en: 'There is no valid item to draw. See to the findings of the report first.',
};

const otherData = (count: number): Localized => ({
  ko: `이 데이터베이스에는 같은 이름의 다른 데이터에 대한 판정 ${count}건도 있습니다. 문항이 바뀐 납품물은 따로 심사합니다.`,
  en: `This database also holds judgements of other data of the same name (${count}). A deliverable whose items have changed is reviewed anew.`,
});

const defect = (error: unknown): Localized => {
  const what = error instanceof Error ? error.message : String(error);
  return {
    ko: `납품물을 읽다가 멈추었습니다: ${what}. 다시 시작해 보고, 같으면 jatdae validate로 원인을 확인하십시오.`,
    en: `Reading the deliverable stopped: ${what}. Start again; if it stays so, see what jatdae validate says.`,
  };
};
