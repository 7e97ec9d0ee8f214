import type { Language } from '@jatdae/schema';

export interface RunFlags {
  readonly model: string;
  readonly baseUrl: string;
  readonly id?: string;
  readonly out?: string;
  readonly compare?: string;
  readonly kind: 'llm' | 'lmm';
  readonly limit?: number;
  readonly subMetric?: readonly string[];
  readonly includeLeaderboard?: boolean;
  readonly concurrency: number;
  readonly fewShot: number;
  readonly promptLang?: Language;
  readonly temperature: number | null;
  readonly seed: number | null;
  readonly maxTokens?: number;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly stream?: boolean;
  /** seconds */
  readonly timeout: number;
  readonly retries: number;
  readonly apiKeyEnv: string;
  /** null: `none` */
  readonly priceIn?: number | null;
  readonly priceOut?: number | null;
  readonly dryRun?: boolean;
}
