import type { Target } from '@jatdae/toolkit';

/** Named again, because nothing is loaded for a command before it runs. */
export const CONVERT_FORMATS = ['jsonl', 'json', 'csv', 'xlsx', 'parquet', 'arrow'] as const satisfies readonly Target[];
export const SOURCE_FORMATS = ['jsonl', 'json', 'yaml', 'csv', 'tsv', 'xlsx', 'parquet', 'arrow'] as const;

export const FORMULAS = ['guard', 'keep'] as const;
export type Formulas = (typeof FORMULAS)[number];

export interface ConvertFlags {
  readonly to: (typeof CONVERT_FORMATS)[number];
  readonly output: string;
  readonly from?: (typeof SOURCE_FORMATS)[number];
  readonly at?: string;
  readonly encoding?: string;
  readonly formulas: Formulas;
}
