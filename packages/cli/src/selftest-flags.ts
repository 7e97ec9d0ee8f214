import type { TextFormat } from './text-format.js';

export interface SelftestFlags {
  readonly seed: number;
  readonly each: number;
  readonly items: number;
  readonly temp?: string;
  readonly format: TextFormat;
}
