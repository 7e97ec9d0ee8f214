import { type AskedItem, asksSomething, type OpenItems } from '@jatdae/validator';
import { type ExportItem, isWellFormed, nameOf, textOfAnswer } from './item.js';
import type { LeftOut, LeftOutReason } from './left-out.js';
import type { MediaStore } from './media-store.js';
import type { Target } from './target.js';

export interface Selection {
  /** of the deliverable, exported or not */
  readonly items: number;
  readonly leftOut: LeftOut;
}

/** Gives the items that a target takes, in the order of the deliverable, and counts the others by why they are left out. */
export async function* selectItems(
  open: OpenItems,
  target: Target,
  media: MediaStore,
  includeLeaderboard: boolean,
  signal: AbortSignal,
): AsyncGenerator<ExportItem, Selection, void> {
  const leftOut: Partial<Record<LeftOutReason, number>> = {};
  let items = 0;
  for await (const asked of open.asked()) {
    signal.throwIfAborted();
    items += 1;
    const item = await itemOf(asked, target, media, includeLeaderboard);
    if (typeof item === 'string') leftOut[item] = (leftOut[item] ?? 0) + 1;
    else yield item;
  }
  signal.throwIfAborted();
  return { items, leftOut };
}

async function itemOf(
  asked: AskedItem,
  target: Target,
  media: MediaStore,
  includeLeaderboard: boolean,
): Promise<ExportItem | LeftOutReason> {
  const { side, subMetric, type } = asked;
  // Where the split is unknown, an item may be one of the leaderboard's.
  if (side === 'unknown') return 'no-split';
  if (side === 'leaderboard' && !includeLeaderboard) return 'leaderboard';
  if (subMetric === null || type === null) return 'no-sub-metric';
  if (!isWellFormed(asked)) return 'broken-text';
  if (!asksSomething(asked)) return 'asks-nothing';
  if (asked.media.length > 0 && !target.withMedia) return 'media';
  const plain = { ...asked, side, subMetric, type, name: nameOf(asked), answerText: textOfAnswer(asked.answer) };
  const refused = target.refuse({ ...plain, mediaPaths: [] });
  if (refused !== null) return refused;
  const mediaPaths = await media.place(asked);
  return mediaPaths === null ? 'lost-media' : { ...plain, mediaPaths };
}
