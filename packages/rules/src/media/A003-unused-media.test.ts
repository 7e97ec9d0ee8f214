import { expect, it } from 'vitest';
import { mediaFile, mediaView } from '../testing/deliverable.js';
import { judgeView } from '../testing/run.js';
import { rule } from './A003-unused-media.js';

const files = [mediaFile('media/a.png'), mediaFile('media/b.png'), mediaFile('readme.txt', { below: false })];

it('names what lies below the media root and no item refers to', () => {
  expect(judgeView(rule, { media: mediaView(files, [0]) }).map(({ place }) => place?.path)).toEqual(['media/b.png']);
});

it('is content where items refer to all of it', () => {
  expect(judgeView(rule, { media: mediaView(files, [0, 1]) })).toEqual([]);
});
