import type { TextFormat } from './text-format.js';

export interface SplitFlags {
  readonly seed: string;
  readonly share: string;
  readonly by?: readonly string[];
  readonly groupBy?: string;
  readonly near: boolean;
  readonly field: string;
  readonly output?: string;
  readonly list?: string;
  readonly check?: boolean;
  readonly temp?: string;
  readonly format: TextFormat;
}
