/**
 * What the page and the server say to each other. All of it is JSON (UTF-8); everything needs the cookie that `/?token=…` gives.
 *
 * | route | request | response |
 * |---|---|---|
 * | `GET /?token=…` | | the cookie, and on to `/` |
 * | `GET /` and files of the page | | static |
 * | `GET /api/state` | | `ReviewState` |
 * | `GET /api/events` | | SSE: event `state`, data `ReviewState`; at once, and whenever it changes |
 * | `GET /api/report` | | the report, as `validate --format json` writes it; 409 `not-ready` before there is one |
 * | `GET /report.html` | | the report as a page |
 * | `GET /report.ENDING` | | the report as `validate -o` writes it, to be saved: json xlsx csv md sarif xml txt |
 * | `POST /api/excerpts` | `ExcerptsRequest` | `ExcerptsReply`: the records that findings stand in |
 * | `GET /api/population` | | `Population`; 409 `not-ready` |
 * | `POST /api/plan/preview` | `PlanRequest` | `SamplePlan`: what would be drawn; nothing is stored |
 * | `POST /api/plan` | `PlanRequest` | `SamplePlan`; 409 `planned` where there is one already |
 * | `GET /api/plan` | | `SamplePlan`, or `null` |
 * | `POST /api/next` | `NextRequest` | `NextReply`: the items that this reviewer has to judge now |
 * | `GET /api/items/:item?reviewer=NAME` | | `ReviewItem` |
 * | `GET /media/:item/:index` | | a medium of an item of the sample, with ranges; only what an `<img>`, `<audio>`, `<video>` may show |
 * | `POST /api/judgements` | `JudgementRequest` | `JudgementReply`; stored before the answer; the same `id` again gives the same answer; 409 `id-taken` where it was used for something else |
 * | `GET /api/judgements?reviewer=NAME` | | `Judgement[]` that hold, newest first; of all reviewers without `reviewer` |
 * | `GET /api/progress` | | `ReviewProgress` |
 * | `GET /api/disagreements` | | `Disagreement[]` |
 * | `POST /api/adjudications` | `AdjudicationRequest` | `Adjudication`; as judgements |
 * | `GET /api/closing` | | `Closing` |
 * | `GET /api/export.json` · `/api/export.csv` | | every judgement as a file (`schemas/judgements.schema.json`) |
 * | `GET /api/waivers` | | `ReviewWaiver[]` that hold |
 * | `POST /api/waivers` | `WaiverRequest` | `ReviewWaiver`; as judgements; a later one of the same rule and fingerprint replaces it |
 * | `GET /api/waivers.yaml` | | the file for `validate --waivers` |
 *
 * What is refused comes with its status and an `ApiProblem`: 400 `invalid`, 401 `token`, 403 `origin`, 404 `not-found`, 409, 413 `too-large`,
 * 503 `not-stored` (the disk is full, the database is away: nothing was stored, the same request may be sent again).
 */
import type {
  Adjudication,
  DefectKind,
  Finding,
  ItemType,
  Judgement,
  Language,
  Localized,
  SamplePlan,
  SampleRule,
  Verdict,
} from '@jatdae/schema';

export type { Adjudication, DefectKind, Judgement, SamplePlan, SampleRule };

export interface ApiProblem {
  readonly code:
    | 'invalid'
    | 'token'
    | 'origin'
    | 'not-found'
    | 'not-ready'
    | 'planned'
    | 'no-plan'
    | 'id-taken'
    | 'too-large'
    | 'not-stored'
    | 'failed';
  readonly message: Localized;
}

/** validating, then reading (the items that can be drawn), then ready; or failed, for good. */
export type ReviewPhase = 'validating' | 'reading' | 'ready' | 'failed';

export interface ReviewState {
  /** name of the folder or archive */
  readonly target: string;
  /** title of the dataset, once it is known */
  readonly title: Localized | null;
  /** of the report */
  readonly language: Language;
  readonly phase: ReviewPhase;
  readonly progress: ReviewRun | null;
  /** once there is a report */
  readonly verdict: Verdict | null;
  readonly failure: Localized | null;
  readonly planned: boolean;
  /** grows with everything that is stored; whoever shows numbers asks for them again */
  readonly revision: number;
}

/** How far the validation has come. */
export interface ReviewRun {
  readonly phase: 'open' | 'plan' | 'scan' | 'merge' | 'confirm' | 'done';
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly items: number;
  readonly seconds: number;
}

export interface ExcerptsRequest {
  /** of findings of the report; at the most 20 */
  readonly fingerprints: readonly string[];
}

export interface ExcerptsReply {
  readonly excerpts: readonly FindingExcerpt[];
}

/** The record of a finding, masked as the report is. */
export interface FindingExcerpt {
  readonly fingerprint: string;
  /** JSON text, cut where it is long; null where the record cannot be read */
  readonly text: string | null;
  /** what the finding is about, in UTF-16 units of `text`; null where it is the whole record */
  readonly mark: { readonly start: number; readonly end: number } | null;
}

export interface Population {
  readonly subMetrics: readonly PopulationRow[];
  /** what the profile asks for, or where it asks for nothing, what is usual */
  readonly defaults: PlanRequest;
  /** the profile sets N-SEM: its numbers are the least that counts */
  readonly required: boolean;
}

export interface PopulationRow {
  readonly subMetric: string;
  readonly title: string;
  /** valid distinct items, which can be drawn */
  readonly items: number;
}

export interface PlanRequest {
  readonly rule: SampleRule;
  readonly seed: string;
  /** 0 to 1 */
  readonly doubleShare: number;
}

export interface NextRequest {
  readonly reviewer: string;
  /** 1 to 5: the one to judge, and those after it to load ahead */
  readonly count: number;
  /** only of this sub-metric; null: in the order of the sample */
  readonly subMetric: string | null;
}

export interface NextReply {
  /** held for this reviewer for half an hour; empty where nothing is left for them */
  readonly items: readonly ReviewItem[];
  readonly mine: { readonly judged: number };
  /** items that need no further judgement, of the whole sample */
  readonly done: number;
  readonly total: number;
  /** not judged yet, but held by other reviewers */
  readonly held: number;
}

export interface ReviewItem {
  /** number in the sample, from 1 */
  readonly item: number;
  readonly id: string | null;
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
  readonly subMetric: string;
  readonly subMetricTitle: string;
  readonly side: 'public' | 'leaderboard' | 'unknown';
  readonly type: ItemType | null;
  /** two reviewers judge it */
  readonly double: boolean;
  readonly context: string | null;
  readonly question: string | null;
  readonly turns: readonly { readonly role: string | null; readonly content: string }[];
  readonly choices: readonly ReviewChoice[];
  /** the answer as text, where it is not one of the choices; JSON where it is no text */
  readonly answer: string | null;
  /** there, or why there is none: withheld or sealed by the manifest, or the item has none */
  readonly key: 'shown' | 'withheld' | 'sealed' | 'none';
  readonly explanation: string | null;
  readonly category: string | null;
  readonly difficulty: string | null;
  /** of a classification */
  readonly labels: readonly string[];
  readonly media: readonly ReviewMedium[];
  readonly findings: readonly Finding[];
  /** what this reviewer said of it, null where nothing holds */
  readonly mine: Judgement | null;
}

export interface ReviewChoice {
  /** A, B, … */
  readonly label: string;
  readonly text: string;
  readonly key: boolean;
}

export interface ReviewMedium {
  /** as the item refers to it */
  readonly reference: string;
  readonly kind: 'image' | 'audio' | 'video' | 'other';
  /** null where it is missing, or nothing that a page may show */
  readonly url: string | null;
  readonly bytes: number;
}

export interface JudgementRequest {
  /** UUID, made by the page once for each judgement, the same when it is sent again */
  readonly id: string;
  readonly item: number;
  readonly reviewer: string;
  readonly verdict: Judgement['verdict'];
  readonly defect: DefectKind | null;
  readonly note: string | null;
}

export interface JudgementReply {
  readonly judgement: Judgement;
  /** it was stored by an earlier request of the same id */
  readonly repeated: boolean;
}

export interface ReviewProgress {
  readonly total: number;
  /** items that need no further judgement */
  readonly done: number;
  readonly subMetrics: readonly SubMetricProgress[];
  readonly reviewers: readonly ReviewerProgress[];
}

export interface SubMetricProgress {
  readonly subMetric: string;
  readonly title: string;
  readonly total: number;
  readonly done: number;
  readonly defects: number;
  readonly disagreements: number;
}

export interface ReviewerProgress {
  readonly reviewer: string;
  readonly judged: number;
  readonly defects: number;
  readonly lastAt: string;
}

/** An item that reviewers judged differently. */
export interface Disagreement {
  readonly item: number;
  readonly id: string | null;
  readonly subMetric: string;
  /** outcome: one says pass and one defect, and it counts as open until it is adjudicated; kind: both say defect */
  readonly about: 'outcome' | 'kind';
  readonly judgements: readonly Judgement[];
  readonly adjudication: Adjudication | null;
}

export type AdjudicationRequest = Omit<Adjudication, 'at'>;

export interface Closing {
  readonly plan: SamplePlan;
  readonly verdict: 'pass' | 'fail' | 'open';
  readonly subMetrics: readonly SubMetricClosing[];
  readonly agreement: ReviewAgreement;
}

export interface SubMetricClosing {
  readonly subMetric: string;
  readonly title: string;
  readonly population: number;
  readonly size: number;
  readonly judged: number;
  readonly passed: number;
  readonly defects: number;
  readonly kinds: readonly { readonly kind: DefectKind; readonly count: number }[];
  /** items judged differently and not adjudicated; they count as not judged */
  readonly disagreements: number;
  /** most defects with which it passes */
  readonly accept: number;
  /** passed / judged; null where nothing is judged */
  readonly accuracy: number | null;
  /** Wilson's score interval of the accuracy */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** fail as soon as there are more defects than `accept`, pass once all are judged, else open */
  readonly verdict: 'pass' | 'fail' | 'open';
}

/** How far reviewers agree on the items that two or more of them judged; null where it is not defined (no such item, or no variation). */
export interface ReviewAgreement {
  /** items that two or more reviewers judged */
  readonly items: number;
  /** Krippendorff's alpha (nominal) of pass and defect, and of all kinds */
  readonly alpha: { readonly outcome: number | null; readonly kind: number | null };
  /** Cohen's kappa of each two reviewers who share items */
  readonly pairs: readonly {
    readonly reviewers: readonly [string, string];
    readonly items: number;
    /** share of items on which both say the same */
    readonly agreed: number;
    readonly kappa: { readonly outcome: number | null; readonly kind: number | null };
  }[];
}

export interface WaiverRequest {
  readonly id: string;
  readonly rule: string;
  readonly fingerprint: string;
  readonly reason: string;
  readonly by: string;
  /** 2024-12-31; null: without end */
  readonly until: string | null;
  /** takes back an earlier one of the same rule and fingerprint */
  readonly withdrawn: boolean;
}

export type ReviewWaiver = WaiverRequest & { readonly at: string };
