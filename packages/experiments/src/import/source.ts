import type { Localized } from '@jatdae/schema';
import type { Json } from './json.js';

/** What a model answered to one document of a task, as another harness wrote it down. */
export interface SourceAnswer {
  readonly task: string;
  /** of the document in the task's split, from 0; null where the format does not number them */
  readonly index: number | null;
  /** by the name of the field they stand in: what may be the item's id */
  readonly ids: Readonly<Record<string, string>>;
  /** texts among which the item's question may be, each a whole one */
  readonly texts: readonly string[];
  /** what the model was shown, where the document itself is not there: the question stands in it, after those of examples */
  readonly prompt: string | null;
  readonly reply: Reply;
  /** by metric, as the harness scored this answer */
  readonly scores: Readonly<Record<string, number>>;
  /** the source's own hashes of the document, the prompt and the target */
  readonly hashes: Readonly<Record<string, string>>;
  /** file and line or member, as findings of the import name it */
  readonly place: string;
}

/** A text; or the choice of those offered that was the most likely. */
export type Reply =
  | { readonly kind: 'text'; readonly text: string | null; readonly raw: Json }
  | {
      readonly kind: 'choice';
      readonly index: number;
      /** as they were offered; null where only their number is known */
      readonly choices: readonly string[];
      /** of each choice, natural logarithms; null where the source has none */
      readonly logLikelihoods: readonly number[] | null;
      /** what the model wrote, where it wrote and was not only compared */
      readonly raw: Json;
    };

/** Something of the source that could not be used, and where. */
export interface SourceFault {
  readonly place: string;
  readonly why: Localized;
}

export type SourceEntry =
  | { readonly kind: 'answer'; readonly answer: SourceAnswer }
  | { readonly kind: 'fault'; readonly fault: SourceFault };

/** One or several runs of one model, found in the files of a harness. */
export interface Source {
  readonly harness: { readonly name: string; readonly version: string | null };
  /** as the harness names it; null where its files do not */
  readonly model: string | null;
  readonly revision: string | null;
  /** files that it was made of, below the source's root */
  readonly files: readonly string[];
  /** what the harness tells of the run: hashes, arguments, seeds, versions of tasks */
  readonly facts: Readonly<Record<string, Json>>;
  answers(signal: AbortSignal): AsyncGenerator<SourceEntry, void, void>;
}
