import type { Language } from '@jatdae/schema';

/** What decides what a model is sent: two runs that differ in it are two experiments. */
export interface RunSettings {
  readonly model: string;
  readonly baseUrl: string;
  readonly language: Language;
  readonly kind: 'llm' | 'lmm';
  readonly shots: number;
  /** of the drawing of shots, and of the request where the parameters hold it */
  readonly seed: number;
  /** as the protocol names them */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What decides which items are asked, and how. */
export interface RunOptions extends RunSettings {
  /** of the deliverable; null where it is an archive or lies on a server */
  readonly folder: string | null;
  readonly experiment: string;
  readonly out: string;
  /** another file of predictions, compared with this one in the end */
  readonly compare?: string;
  /** items of each sub-metric; all where absent */
  readonly limit?: number;
  /** ids; all where absent */
  readonly subMetrics?: readonly string[];
  readonly includeLeaderboard: boolean;
  readonly concurrency: number;
  /** ms */
  readonly timeout: number;
  readonly retries: number;
  readonly stream: boolean;
  readonly apiKey: string | null;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
}

export interface RunProgress {
  /** items to be asked, those of earlier runs included */
  readonly items: number;
  /** answered, and refused by the server */
  readonly done: number;
  /** of `done`, those of earlier runs */
  readonly before: number;
  /** asked as often as was allowed, and without an answer */
  readonly unanswered: number;
  readonly usage: { readonly input: number; readonly output: number };
  readonly seconds: number;
}
