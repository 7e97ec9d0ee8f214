import type { ImportFormat } from '@jatdae/experiments';
import type { TextFormat } from './text-format.js';

export interface ImportFlags {
  readonly to: string;
  readonly from?: ImportFormat;
  readonly id?: string;
  readonly model?: string;
  readonly kind: 'llm' | 'lmm';
  readonly task: ReadonlyMap<string, string>;
  readonly filter?: string;
  readonly join?: 'id' | 'question' | 'index';
  readonly output?: string;
  readonly force?: boolean;
  readonly format: TextFormat;
}
