import { expect, it } from 'vitest';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './F010-file-changed.js';

it('names each file that changed while it was read', () => {
  const drafts = judgeView(rule, { changed: ['data/a.jsonl'] });
  expect(messages(rule, drafts)).toEqual(['검사하는 동안 파일이 바뀌었습니다: data/a.jsonl']);
  expect(drafts[0].place?.path).toBe('data/a.jsonl');
});

it('is content where nothing changed', () => {
  expect(judgeView(rule)).toEqual([]);
});
