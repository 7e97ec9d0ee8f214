import type { TextFormat } from './text-format.js';

export interface KeysFlags {
  readonly key: string;
  readonly output: string;
  readonly split?: 'leaderboard' | 'public';
}

export interface CompareFlags {
  readonly against?: readonly string[];
  readonly split?: string;
  readonly maxFindings: number;
  /** bytes */
  readonly memory: number;
  readonly format: TextFormat;
}
