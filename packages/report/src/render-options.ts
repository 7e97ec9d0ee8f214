import type { Report } from '@jatdae/schema';
import type { PrettyOptions } from './style.js';

/** What is known of a rule beside its row in the report: its page, in the language of the report. */
export interface RuleText {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** A record as it may be shown: JSON text within bounds, and the range of it (UTF-16 units) that a finding is about. */
export interface ShownRecord {
  readonly text: string;
  readonly mark: { readonly start: number; readonly end: number } | null;
}

/** What is known of a finding beside the report, which has no text of records. */
export interface FindingRecord {
  readonly subMetric: string | null;
  readonly record: ShownRecord | null;
  /** of the first related place */
  readonly related: ShownRecord | null;
}

export interface RenderOptions extends PrettyOptions {
  /** by code; a format that shows them does without where they are absent */
  readonly rules?: Readonly<Record<string, RuleText>>;
  /** where the deliverable's root lies below that of a repository, without a slash at its end; absent where it is that root, or not in one */
  readonly base?: string;
  /** by the index of the finding in the report */
  readonly records?: ReadonlyMap<number, FindingRecord>;
}

/** A text, whole or in pieces that are made as they are written, or bytes. */
export type Rendered = string | Iterable<string> | AsyncIterable<Uint8Array>;

export type Renderer = (report: Report, options: RenderOptions) => Rendered | Promise<Rendered>;
