import { expect, it } from 'vitest';
import type { ReviewItem } from '../../../src/api.js';
import { afterStored, afterUndo, EMPTY_TRAIL, goBack, goOn, type Trail, withComing } from './trail.js';

const item = (k: number): ReviewItem => ({ item: k }) as ReviewItem;
const numbers = ({ judged, coming, back }: Trail) => ({ judged, coming: coming.map((each) => each.item), back });
const started = withComing(EMPTY_TRAIL, [item(1), item(2), item(3)]);

it('goes on to the next item once a judgement is stored', () => {
  expect(numbers(afterStored(started, 1))).toEqual({ judged: [1], coming: [2, 3], back: null });
});

it('keeps what is on the screen while the server tells of more', () => {
  expect(numbers(withComing(afterStored(started, 1), [item(4), item(2), item(3)])).coming).toEqual([2, 4, 3]);
  expect(numbers(withComing(afterStored(started, 1), [item(4)])).coming).toEqual([4]);
});

it('goes back along the judged items and on again, and stops at both ends', () => {
  const two = afterStored(afterStored(started, 1), 2);
  expect(goBack(two).back).toBe(1);
  expect(goBack(goBack(goBack(two))).back).toBe(0);
  expect(goOn(goBack(goBack(two))).back).toBe(1);
  expect(goOn(goOn(goBack(goBack(two)))).back).toBeNull();
  expect(goOn(two)).toBe(two);
  expect(goBack(started)).toBe(started);
});

it('an item that is judged again on the way back stays in its place', () => {
  const two = afterStored(afterStored(started, 1), 2);
  expect(numbers(afterStored(goBack(goBack(two)), 1))).toEqual({ judged: [1, 2], coming: [3], back: 1 });
  expect(afterStored(goBack(two), 2).back).toBeNull();
});

it('an item whose judgement is taken back comes first', () => {
  const two = afterStored(afterStored(started, 1), 2);
  expect(numbers(afterUndo(two, item(2)))).toEqual({ judged: [1], coming: [2, 3], back: null });
});
