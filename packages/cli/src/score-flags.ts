import type { TextFormat } from './text-format.js';

export interface ScoreFlags {
  /** all of them where absent */
  readonly experiment?: readonly string[];
  readonly memory?: number;
  readonly jobs?: number;
  readonly temp?: string;
  readonly format: TextFormat;
}
