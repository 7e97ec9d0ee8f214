import type { FormatName } from '@jatdae/report';
import type { ValidateOptions } from '@jatdae/validator';
import type { FailOn } from './exit.js';
import type { Output } from './outputs.js';
import type { RedisFlags } from './redis-flags.js';

export type Engine = Extract<ValidateOptions['engine'], string> | 'bullmq';

export interface ValidateFlags extends RedisFlags {
  readonly profile?: string;
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  readonly jobs?: number;
  readonly memory?: number;
  readonly format: FormatName;
  readonly output: readonly Output[];
  readonly waivers?: readonly string[];
  readonly replies?: string;
  readonly judgements?: string;
  readonly maxFindings?: number;
  readonly failOn: FailOn;
  readonly temp?: string;
  readonly resume?: boolean;
  readonly receipt?: boolean;
  readonly maxRecordBytes?: number;
  readonly maxDepth?: number;
  readonly maxMembers?: number;
  readonly maxRatio?: number;
  readonly maxArchiveDepth?: number;
  readonly engine?: Engine;
  readonly splitSize?: number;
  readonly fast: boolean;
  readonly progress: boolean;
}
