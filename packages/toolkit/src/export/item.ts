import type { ItemType } from '@jatdae/schema';
import type { AskedItem } from '@jatdae/validator';

/** An item that is exported: one of a sub-metric, with a type and a split. */
export interface ExportItem extends AskedItem {
  /** of the item; where it has none, its place in the deliverable */
  readonly name: string;
  readonly subMetric: string;
  readonly side: 'public' | 'leaderboard';
  readonly type: ItemType;
  /** the answer as text: what is no text stands as JSON; null where there is none */
  readonly answerText: string | null;
  /** paths in the export, one for each medium */
  readonly mediaPaths: readonly string[];
}

export function nameOf({ id, path, record }: AskedItem): string {
  return id === null ? `${path}#${record}` : String(id);
}

export function textOfAnswer(answer: unknown): string | null {
  if (answer === null || answer === undefined) return null;
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return text.trim() === '' ? null : text;
}

/** Half of a surrogate pair can stand in JSON, but in no file of UTF-8. */
export function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => isWellFormed(name) && isWellFormed(member));
}
