// Generated from schemas/ by scripts/gen-schema.ts.

/**
 * One text, or one in each language.
 */
export type LocalizedText =
  | string
  | {
      ko?: string;
      en?: string;
    };
export type Modality = 'text' | 'image' | 'audio' | 'video';
/**
 * A date as 2024-12-31.
 */
export type CalendarDate = string;
/**
 * Korean won.
 */
export type Won = number;
/**
 * NFC text without control characters or a slash.
 */
export type SubMetricId = string;
export type ItemType =
  | 'multiple-choice'
  | 'multiple-answer'
  | 'short-answer'
  | 'generation'
  | 'dialogue'
  | 'classification'
  | 'distribution'
  | 'pairwise';
/**
 * A dotted path or a JSON Pointer.
 */
export type FieldPath = string;
/**
 * A list of fields, or one field that holds a list.
 *
 * @minItems 1
 */
export type FieldPaths = string | string[];
export type AnswerField =
  | string
  | {
      field: FieldPath;
      as?: AnswerForms;
    };
/**
 * One form, or several that are tried in order.
 */
export type AnswerForms = AnswerForm | AnswerForm[];
/**
 * How an answer names its choice.
 */
export type AnswerForm = 'index0' | 'index1' | 'letter' | 'text' | 'list' | 'distribution';
export type Sha256 = string;
/**
 * Glob of the files of raw predictions, or the glob with the fields to read.
 */
export type PredictionFiles =
  | string
  | {
      path: string;
      fields?: PredictionFields;
      as?: AnswerForms;
    };

/**
 * The manifest at the root of a deliverable: benchmark.yaml or benchmark.json.
 */
export interface Manifest {
  /**
   * Version of the manifest format.
   */
  jatdae: 1;
  /**
   * A built-in profile, or a path inside the deliverable.
   */
  profile: string;
  dataset: Dataset;
  consortium?: Consortium;
  subMetrics: SubMetric[];
  resources: Resource[];
  media?: MediaFolder;
  experiments?: Experiment[];
  waivers?: Waiver[];
}
export interface Dataset {
  /**
   * Lower case, digits, hyphens.
   */
  name: string;
  title: LocalizedText;
  /**
   * Semantic version.
   */
  version: string;
  /**
   * The area's number in the notice.
   */
  task: number;
  /**
   * @minItems 1
   */
  modalities: Modality[];
  /**
   * BCP 47 tags.
   *
   * @minItems 1
   */
  languages: string[];
  /**
   * Whether the leaderboard split carries its answers: in clear (the default), not at all, or encrypted.
   */
  leaderboardAnswers?: 'included' | 'withheld' | 'sealed';
  /**
   * Where an id must be unique.
   */
  idScope?: 'deliverable' | 'sub-metric' | 'resource';
  /**
   * SPDX id or LicenseRef-….
   */
  license?: string;
  /**
   * UUID that every item file carries.
   */
  canary?: string;
  healthData?: 'none' | 'exempt' | 'irb-required';
  redistributableAbroad?: boolean;
}
export interface Consortium {
  applicationDate?: CalendarDate;
  agreementDate?: CalendarDate;
  deliveryDate?: CalendarDate;
  grantKRW?: Won;
  members?: Member[];
}
export interface Member {
  name: string;
  /**
   * Business registration number.
   */
  id?: string;
  role: 'lead' | 'participant' | 'demand';
  kind?:
    | 'company'
    | 'university'
    | 'university-foundation'
    | 'public-institution'
    | 'government'
    | 'national-government'
    | 'local-government'
    | 'association'
    | 'sole-proprietor';
  grantKRW?: Won;
}
export interface SubMetric {
  id: SubMetricId;
  title?: LocalizedText;
  description?: LocalizedText;
  /**
   * accuracy, exact-match, f1, rouge-l, chrf, bleu, brier, log-loss, distribution-distance, judge, or a name of one's own (then scores are taken as declared).
   */
  metric?: string;
  itemType: ItemType;
  /**
   * Labels of a classification.
   *
   * @minItems 2
   */
  labels?: (string | number)[];
}
export interface Resource {
  /**
   * Instead of path: the trees in which AI Hub hands data over. Label files are the items; the source file of the same name is an item's medium.
   */
  layout?: 'aihub';
  /**
   * Glob below the root; a member of an archive is a.zip!/inner/*.csv.
   */
  path?: string;
  format?: 'jsonl' | 'json' | 'yaml' | 'csv' | 'tsv' | 'xlsx' | 'parquet' | 'arrow';
  compression?: 'none' | 'gzip' | 'zstd';
  /**
   * Name of a text encoding, such as utf-8 or cp949.
   */
  encoding?: string;
  /**
   * JSON Pointer to the items of a JSON or YAML file; of xlsx, the sheet’s name after a slash, as in /Sheet1.
   */
  at?: string;
  csv?: CsvOptions;
  subMetric: SubMetricSource;
  split?: SplitSource;
  itemType?: ItemType;
  /**
   * JSON Schema 2020-12 for the raw record.
   */
  schema?: string;
  fields?: FieldMap;
  bytes?: number;
  records?: number;
  sha256?: Sha256;
}
export interface CsvOptions {
  delimiter?: string;
  /**
   * null where quotes are plain text.
   */
  quote?: string | null;
  header?: boolean;
  /**
   * @minItems 1
   */
  columns?: string[];
}
/**
 * Exactly one of: the field that names it, the one of all items, a path pattern with {subMetric}.
 */
export interface SubMetricSource {
  field?: FieldPath;
  value?: SubMetricId;
  path?: string;
}
/**
 * The field that names it, with its values where they are not public and leaderboard; or the one of all items.
 */
export interface SplitSource {
  field?: FieldPath;
  values?: {
    [k: string]: 'public' | 'leaderboard';
  };
  value?: 'public' | 'leaderboard';
  layout?: LayoutParts;
}
/**
 * With a layout: what its Training and Validation folders are.
 */
export interface LayoutParts {
  training: 'public' | 'leaderboard';
  validation: 'public' | 'leaderboard';
}
/**
 * Where a raw record keeps the parts of an item.
 */
export interface FieldMap {
  id?: FieldPath;
  context?: FieldPath;
  question?: FieldPath;
  choices?: FieldPaths;
  answer?: AnswerField;
  explanation?: FieldPath;
  category?: FieldPath;
  difficulty?: FieldPath;
  group?: FieldPath;
  rubric?: FieldPath;
  turns?: FieldPaths;
  media?: FieldPaths;
}
export interface MediaFolder {
  /**
   * Folder that media references are relative to.
   */
  root: string;
  minimum?: MediaMinimum;
}
/**
 * What a medium must have at least, where its format tells: pixels, hertz, seconds, bytes.
 */
export interface MediaMinimum {
  width?: number;
  height?: number;
  sampleRate?: number;
  seconds?: number;
  bytes?: number;
}
export interface Experiment {
  id: string;
  model: Model;
  harness?: Harness;
  predictions?: PredictionFiles;
  /**
   * Score by sub-metric id.
   */
  scores?: {
    [k: string]: number;
  };
}
export interface Model {
  name: string;
  kind: 'llm' | 'lmm';
  provider?: string;
  revision?: string;
  parameters?: number;
}
export interface Harness {
  name: string;
  version?: string;
}
export interface PredictionFields {
  id?: FieldPath;
  prediction?: FieldPath;
  raw?: FieldPath;
}
/**
 * A finding that a person has accepted: shown as waived, never hidden.
 */
export interface Waiver {
  rule: string;
  reason: string;
  by: string;
  until?: CalendarDate;
  /**
   * Of one finding; all of the rule where absent.
   */
  fingerprint?: string;
}
