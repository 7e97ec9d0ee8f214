import type { TextFormat } from './text-format.js';

/** `yaml`: what the manifest takes as declared scores */
export type ScoreFormat = TextFormat | 'yaml';

export const SCORE_FORMATS: readonly ScoreFormat[] = ['text', 'json', 'yaml'];

export interface ScoreFlags {
  /** all of them where absent */
  readonly experiment?: readonly string[];
  readonly memory?: number;
  readonly jobs?: number;
  readonly temp?: string;
  readonly format: ScoreFormat;
}
