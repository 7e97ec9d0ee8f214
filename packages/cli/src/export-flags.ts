import type { Language } from '@jatdae/schema';
import type { ExportTarget } from '@jatdae/toolkit';
import type { TextFormat } from './text-format.js';

export interface ExportFlags {
  readonly to: ExportTarget;
  readonly output: string;
  readonly includeLeaderboard?: boolean;
  readonly promptLang?: Language;
  readonly url?: string;
  readonly temp?: string;
  readonly format: TextFormat;
}
