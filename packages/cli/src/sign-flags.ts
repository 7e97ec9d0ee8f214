import type { DiffFormat } from './diff-flags.js';

export interface SignFlags {
  readonly key?: string;
  readonly output: string;
  readonly profile?: string;
  readonly waivers?: readonly string[];
  readonly judgements?: string;
  readonly jobs?: number;
  readonly memory?: number;
  readonly temp?: string;
  readonly progress: boolean;
}

export interface VerifyFlags {
  readonly publicKey?: string;
  readonly replay?: boolean;
  readonly waivers?: readonly string[];
  readonly judgements?: string;
  readonly format: DiffFormat;
  readonly jobs?: number;
  readonly memory?: number;
  readonly temp?: string;
}
