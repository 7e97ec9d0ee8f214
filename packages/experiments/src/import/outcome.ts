import type { Problem } from '@jatdae/validator';
import type { ImportFormat } from './formats/all.js';
import type { Join } from './join.js';
import type { SubMetricOutcome } from './scores.js';
import type { Source, SourceFault } from './source.js';

export interface ImportOptions {
  /** folder of the deliverable, or its manifest */
  readonly to: string;
  /** found by the files where absent */
  readonly format?: ImportFormat;
  /** id of the experiment; made of the model's name where absent */
  readonly id?: string;
  readonly model?: string;
  readonly kind: 'llm' | 'lmm';
  /** sub-metrics by the source's tasks, where their names differ */
  readonly tasks: ReadonlyMap<string, string>;
  readonly filter?: string;
  readonly join?: Join;
  /** folder for the files, inside the deliverable; `experiments/<id>` where absent */
  readonly output?: string;
  readonly force: boolean;
  readonly signal: AbortSignal;
}

export interface TaskOutcome {
  readonly task: string;
  readonly answers: number;
  /** answers that found their item, by what they found it */
  readonly joined: Readonly<Record<Join, number>>;
  /** the field of the documents that held the ids */
  readonly field: string | null;
  /** answers that are in no prediction, by reason */
  readonly left: Readonly<Record<'unknown' | 'conflict' | 'repeated' | 'choices', number>>;
  /** where the first of these stand in the source */
  readonly firstLeft: readonly string[];
}

export interface ImportOutcome {
  readonly experiment: string;
  readonly harness: Source['harness'];
  readonly model: string;
  /** relative to the deliverable */
  readonly predictions: string;
  readonly record: string;
  readonly written: number;
  readonly tasks: readonly TaskOutcome[];
  readonly subMetrics: readonly SubMetricOutcome[];
  /** parts of the source that could not be read */
  readonly faults: { readonly count: number; readonly first: readonly SourceFault[] };
  /** YAML to put below `experiments:` */
  readonly entry: string;
}

export type ImportResult =
  | { readonly status: 'written'; readonly outcome: ImportOutcome }
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] };
