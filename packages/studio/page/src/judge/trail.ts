import type { ReviewItem } from '../../../src/api.js';

/** What a reviewer goes along: the items that they judged, oldest first, then those that are next. */
export interface Trail {
  /** numbers of items */
  readonly judged: readonly number[];
  readonly coming: readonly ReviewItem[];
  /** place in `judged` of an item that is looked at again; null: the first of `coming` is to be judged */
  readonly back: number | null;
}

export const EMPTY_TRAIL: Trail = { judged: [], coming: [], back: null };

/** Takes what the server says is next. What is on the screen stays there as long as it is still to be judged. */
export function withComing(trail: Trail, items: readonly ReviewItem[]): Trail {
  const [shown] = trail.coming;
  const kept = shown === undefined ? undefined : items.find(({ item }) => item === shown.item);
  return { ...trail, coming: kept === undefined ? items : [kept, ...items.filter(({ item }) => item !== kept.item)] };
}

/** After a judgement was stored: on to the next one, or on along the way back. */
export function afterStored(trail: Trail, item: number): Trail {
  const { judged, coming, back } = trail;
  if (back !== null && judged[back] === item) return { ...trail, back: back + 1 < judged.length ? back + 1 : null };
  return {
    judged: [...judged.filter((each) => each !== item), item],
    coming: coming.filter((each) => each.item !== item),
    back: null,
  };
}

/** After the last judgement was taken back: its item is to be judged again. */
export function afterUndo(trail: Trail, undone: ReviewItem): Trail {
  return {
    judged: trail.judged.filter((item) => item !== undone.item),
    coming: [undone, ...trail.coming.filter(({ item }) => item !== undone.item)],
    back: null,
  };
}

export function goBack(trail: Trail): Trail {
  const from = trail.back ?? trail.judged.length;
  return from === 0 ? trail : { ...trail, back: from - 1 };
}

export function goOn(trail: Trail): Trail {
  if (trail.back === null) return trail;
  return { ...trail, back: trail.back + 1 < trail.judged.length ? trail.back + 1 : null };
}
