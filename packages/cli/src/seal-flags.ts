import type { TextFormat } from './text-format.js';

export interface SealFlags {
  readonly output: string;
  readonly recipient?: readonly string[];
  readonly recipientsFile?: string;
  readonly passphraseFile?: string;
  readonly strip?: boolean;
  readonly keep?: string;
  readonly also?: readonly string[];
  readonly temp?: string;
  readonly format: TextFormat;
}

export interface UnsealFlags {
  readonly output: string;
  readonly identity?: readonly string[];
  readonly passphraseFile?: string;
  readonly answers?: string;
  readonly temp?: string;
  readonly format: TextFormat;
}
