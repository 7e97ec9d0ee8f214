import { expect, it } from 'vitest';
import { mediaFile, mediaView } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './A002-unreadable-media.js';

it('says what is wrong with each file, below the media root or wherever an item refers to it', () => {
  const files = [
    mediaFile('media/a.png', { fault: 'truncated' }),
    mediaFile('media/b.png'),
    mediaFile('media/c.png', { fault: 'other-type', type: 'jpeg' }),
    mediaFile('other/d.png', { below: false, fault: 'empty' }),
    mediaFile('other/e.png', { below: false, fault: 'empty' }),
  ];
  const drafts = judgeView(rule, { media: mediaView(files, [3]) });
  expect(messages(rule, drafts)).toEqual([
    'media/a.png: 뒷부분이 잘렸습니다. 원본을 다시 넣으십시오.',
    'media/c.png: 내용은 jpeg 형식인데 확장자가 다릅니다. 확장자를 고치거나 이름대로 변환하십시오.',
    'other/d.png: 빈 파일입니다. 원본을 다시 넣으십시오.',
  ]);
});

it('has nothing against whole files', () => {
  expect(judgeView(rule, { media: mediaView([mediaFile('media/a.png')], [0]) })).toEqual([]);
});
