export type DiffFormat = 'pretty' | 'json' | 'markdown';

export const DIFF_FORMATS: readonly DiffFormat[] = ['pretty', 'json', 'markdown'];

export interface DiffFlags {
  readonly format: DiffFormat;
  readonly maxFindings?: number;
  readonly memory?: number;
  readonly temp?: string;
}
