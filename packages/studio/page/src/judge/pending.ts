import type { JudgementRequest, ReviewItem } from '../../../src/api.js';

/** What an item is known by, should another review ever be served at the same address. */
type ItemName = Pick<ReviewItem, 'id' | 'path' | 'record'>;

/** A judgement that was sent and is not known to be stored. It outlives its tab, with its id, so that it is stored once. */
export interface Pending {
  readonly request: JudgementRequest;
  readonly of: ItemName;
}

const PREFIX = 'jatdae-pending:';

export function keepPending({ request, of: { id, path, record } }: Pending): void {
  localStorage.setItem(PREFIX + request.id, JSON.stringify({ request, of: { id, path, record } }));
}

export const dropPending = (id: string): void => localStorage.removeItem(PREFIX + id);

/** What a reviewer still has to send, from this tab or an earlier one. */
export function pendingOf(reviewer: string): Pending[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => JSON.parse(localStorage.getItem(key) ?? 'null') as Pending)
    .filter(({ request }) => request.reviewer === reviewer);
}

export const isSameItem = (a: ItemName, b: ItemName): boolean => a.id === b.id && a.path === b.path && a.record === b.record;
