import type { SourceFiles } from '../records.js';
import type { Source } from '../source.js';

export interface FormatOptions {
  /** of several answers that a harness made of one reply by its filters, the one to take; the first where null */
  readonly filter: string | null;
}

/** Finds the runs of a harness among files; null where they are not its own. @throws UsageError where they are and cannot be used */
export type FindSource = (files: SourceFiles, options: FormatOptions, signal: AbortSignal) => Promise<Source | null>;
