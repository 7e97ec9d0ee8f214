import type { AskedItem } from '@jatdae/validator';

/** A line of a prediction file: the prediction schema's fields, and how they came about. */
export interface PredictionLine {
  readonly id: string | number;
  /** an id may be unique only in its sub-metric */
  readonly subMetric: string | null;
  readonly prediction: unknown;
  /** what the model wrote, untouched; null where it gave nothing */
  readonly raw: string | null;
  readonly reasoning?: string;
  /** as the server calls it */
  readonly model?: string;
  readonly fingerprint?: string;
  readonly finish?: string;
  readonly usage?: { readonly input: number; readonly output: number };
  /** first 16 hexadecimal digits of the SHA-256 of the messages that were sent */
  readonly prompt: string;
  /** why the server would not answer */
  readonly error?: { readonly status: number; readonly message: string };
}

/** What tells an item from the others of its deliverable in a prediction file. */
export const keyOf = (item: Pick<AskedItem, 'id' | 'subMetric'>, bySubMetric: boolean): string =>
  JSON.stringify([String(item.id), bySubMetric ? item.subMetric : null]);
