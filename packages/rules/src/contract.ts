import type { ItemBatch, Locator, PartFacts } from '@jatdae/kernel';
import type { Localized, Manifest, Place, Profile, Severity } from '@jatdae/schema';
import type { Census } from './census/census.js';
import type { Question } from './census/sample.js';
import type { Evidence } from './evidence/evidence.js';
import type { ClueFinder } from './privacy/clues.js';

export interface RuleMeta {
  /** a letter for the family and three digits; never used again once retired */
  readonly code: string;
  /** kebab-case, also the file's name: `D001-exact-duplicate.ts` */
  readonly name: string;
  /** unless the profile says otherwise */
  readonly severity: Severity;
  /** template of `formatMessage`, filled from a draft's `data` by `writeMessage` */
  readonly message: Localized;
  /** how machine words in `data` are said, by data key and value; templates too. A word that is not here is shown as it is. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, Localized>>>>;
}

/** A finding before its place is resolved and its message is written. */
export interface Draft {
  /** a record of the scan (a whole file where `record` is ABSENT: see `fileLocator`), or null where `place` says it */
  readonly at: Locator | null;
  readonly place?: Place;
  readonly pointer?: string | null;
  readonly column?: number | null;
  readonly related?: readonly Locator[];
  /** what the message names; part of the report, so never an answer of the leaderboard split in clear */
  readonly data: Readonly<Record<string, unknown>>;
  /** with code and pointer, what makes the finding the same one in the next delivery: the item's id, a path; the place where absent */
  readonly subject?: string;
  /** index of the item's sub-metric, which tells items apart whose ids are unique in one only */
  readonly subMetric?: number;
  /** where a case of the rule is milder than the rule */
  readonly severity?: Severity;
  /** which requirement it counts against, where the rule serves several; all of them where absent */
  readonly requirement?: string;
}

/** Findings that are milder than their rule, by the severity that they have of their own. */
export type Milder = Record<Exclude<Severity, 'error'>, number>;

/** True number of findings, and the first of them in plan order. */
export interface Outcome {
  readonly count: number;
  /** of all that were counted; absent where none is milder than the rule */
  readonly milder?: Readonly<Milder>;
  readonly drafts: readonly Draft[];
}

/** One part of a file that was read to its end (or to its damage). */
export interface PartReport {
  readonly split: number;
  readonly resource: number;
  readonly file: number;
  /** the part is the whole file */
  readonly whole: boolean;
  readonly size: number;
  readonly facts: PartFacts;
}

/**
 * State that is gathered split by split and merged in plan order.
 * Laws (accumulator-laws.test.ts runs them over every rule): merge is associative, init() is its identity, decode(encode(s)) behaves
 * as s, and any cut of the input into batches and splits gives the same outcome. Merge need not commute.
 */
export interface Accumulator<State> {
  init(): State;
  /** May change `state` and return it. */
  add(state: State, batch: ItemBatch): State;
  addPart?(state: State, part: PartReport): State;
  merge(left: State, right: State): State;
  encode(state: State): Uint8Array;
  decode(bytes: Uint8Array): State;
  finish(state: State): Outcome;
}

/** What the headers of a medium tell, and what is wrong with it; null where its format does not say. */
export interface MediaFacts {
  /** by content */
  readonly type: string | null;
  /** pixels */
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  /** hertz */
  readonly sampleRate: number | null;
  /** unrecognised: of no known type though its name is of one; other-type: of another type than its name says */
  readonly fault: 'empty' | 'unrecognised' | 'other-type' | 'truncated' | 'damaged' | 'unreadable' | null;
  /** of the whole file, lower-case hex; null where it could not be read */
  readonly sha256: string | null;
}

/** A file that items can refer to. */
export interface MediaFile extends MediaFacts {
  readonly path: string;
  readonly bytes: number;
  /** the deliverable answers for it: it lies below the manifest's media root or among a layout's sources */
  readonly below: boolean;
  /** among a layout's sources */
  readonly source: boolean;
}

/** What a scanning rule may know, the same in every worker. */
export interface ScanContext {
  readonly manifest: Manifest;
  /** in path order: what `ItemBatch.mediaFile` speaks of */
  readonly media: readonly MediaFile[];
  readonly profile: Profile;
  /** findings kept of each rule; all are counted */
  readonly keep: number;
  /** the severity in force, the profile's word included */
  readonly severity: Severity;
  /** what several rules look for in a batch, found once; shared by the rules of one scanner */
  readonly clues: ClueFinder;
}

interface RuleBase {
  readonly meta: RuleMeta;
}

/** Sees every batch of items. */
export interface ScanRule extends RuleBase {
  readonly kind: 'scan';
  /** An error of this rule makes its item invalid; such a rule runs even where it is not selected, so that counts never depend on the selection. */
  readonly invalidates?: boolean;
  create(context: ScanContext): Accumulator<unknown>;
}

/** An item among others with the same id or the same content. */
export interface GroupMember {
  readonly at: Locator;
  /** text of its id, null where it has none */
  readonly id: string | null;
  readonly resource: number;
  readonly subMetric: number;
  readonly side: number;
  /** fingerprint of the key's text, null where the item has no key */
  readonly key: string | null;
}

/** Sees the items that share an id (in the manifest's idScope) or a content, confirmed, in plan order; two members at least. */
export interface GroupRule extends RuleBase {
  readonly kind: 'group';
  readonly index: 'id' | 'item';
  judge(members: readonly GroupMember[], emit: (draft: Draft) => void): void;
}

/** One of two items that are near each other. */
export type NearItem = Pick<GroupMember, 'at' | 'id' | 'side' | 'subMetric'>;

/** Two items that are not the same but nearly so, confirmed by reading both again. */
export interface NearPair {
  /** the later one of a split; across splits the one of the leaderboard */
  readonly item: NearItem;
  readonly like: NearItem;
  /** similar: their grams are; numbers: so are they, but not their numbers; contained: nearly all of one are in the other, longer one */
  readonly kind: 'similar' | 'numbers' | 'contained';
  /** of the grams of both, or of those of the shorter one, how many are in both: 0–1, rounded down */
  readonly share: number;
  /** items of the split that are joined by being near, each to the next; these two at least */
  readonly items: number;
}

/** Sees items that are near each other: of one split, or one of each split. */
export interface NearRule extends RuleBase {
  readonly kind: 'near';
  readonly relation: 'within' | 'across';
  judge(pair: NearPair): Draft;
  /** A note about items of the leaderboard whose passage is in the public split with another question. */
  passages?(items: number): Draft;
}

export interface SubMetricTotals {
  readonly id: string;
  readonly items: number;
  readonly valid: number;
  readonly unique: number;
  readonly public: number;
  readonly leaderboard: number;
}

export interface FileView {
  readonly path: string;
  readonly size: number;
  /** file: read if asked for; refused: leaves the deliverable or is no file, with the reason of the walk; skipped: its target is listed under its own name */
  readonly kind: 'file' | 'refused' | 'skipped';
  readonly reason: string | null;
  /** what is wrong with the name as it is stored, if anything is */
  readonly nameIssue: 'not-nfc' | 'cp949' | null;
}

export interface ResourceView {
  readonly path: string;
  /** indexes in `files` */
  readonly files: readonly number[];
  /** false where no reader knows the format yet */
  readonly readable: boolean;
  readonly measured: { readonly bytes: number; readonly records: number; readonly sha256: string | null };
}

export interface ExperimentView {
  readonly id: string;
  /** paths that its `predictions` match */
  readonly predictions: readonly string[];
}

/** The deliverable as a whole: what the manifest says, which files are there, and, once all is merged, the totals. */
export interface DeliverableView {
  readonly manifest: Manifest;
  readonly profile: Profile;
  /** place of a JSON Pointer in the manifest */
  manifestPlace(pointer: string): Place;
  readonly files: readonly FileView[];
  /** indexes of files that something in the manifest accounts for */
  readonly declared: ReadonlySet<number>;
  readonly resources: readonly ResourceView[];
  readonly experiments: readonly ExperimentView[];
  /** every declared sub-metric, in the manifest's order */
  readonly subMetrics: readonly SubMetricTotals[];
  /** all items, those of no known sub-metric included */
  readonly totals: {
    readonly items: number;
    readonly public: number;
    readonly leaderboard: number;
    /** items with an answer, and label files of a layout */
    readonly labelled: number;
  };
  readonly census: Census;
  /** by sub-metric, the questions drawn for the census */
  readonly questions: readonly (readonly Question[])[];
  /** paths whose size or time changed while they were read */
  readonly changed: readonly string[];
  readonly media: MediaView;
  /** null where no predictions were read */
  readonly evidence: Evidence | null;
}

/** The media, and what the items made of them. */
export interface MediaView {
  readonly files: readonly MediaFile[];
  /** by index in `files`: the first item that refers to it, and whether others do; absent where none does */
  readonly used: ReadonlyMap<number, MediaUse>;
  /** references that leave the deliverable: how many, and the first of them in plan order */
  readonly outside: { readonly count: number; readonly first: readonly OutsideReference[] };
}

export interface MediaUse {
  readonly at: Locator;
  readonly shared: boolean;
}

export interface OutsideReference {
  readonly at: Locator;
  readonly pointer: string;
  readonly path: string;
}

export interface DeliverableRule extends RuleBase {
  readonly kind: 'deliverable';
  /** whether it counts items: then it is not run where not everything was read */
  readonly counts: boolean;
  /** whether it compares what each model answered: then it is not run where that was too much to hold */
  readonly comparesModels?: true;
  judge(view: DeliverableView, emit: (draft: Draft) => void): void;
}

export interface Application {
  readonly path: string;
  readonly manifest: Manifest;
  place(pointer: string): Place;
}

/** Spans several applications of one call. */
export interface ConsortiumRule extends RuleBase {
  readonly kind: 'consortium';
  judge(applications: readonly Application[], profile: Profile, emit: (draft: Draft) => void): void;
}

/** Found while the manifest or the profile is read; the run stops there. */
export interface ManifestRule extends RuleBase {
  readonly kind: 'manifest';
}

export type Rule = ScanRule | GroupRule | NearRule | DeliverableRule | ConsortiumRule | ManifestRule;
