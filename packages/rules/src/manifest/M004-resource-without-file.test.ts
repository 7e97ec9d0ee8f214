import { expect, it } from 'vitest';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './M004-resource-without-file.js';

const measured = { bytes: 0, records: 0, sha256: null };

it('names the resource of the manifest that matches no file', () => {
  const drafts = judgeView(rule, {
    resources: [
      { path: 'data/*.jsonl', files: [0], readable: true, measured },
      { path: 'dat/*.jsonl', files: [], readable: true, measured },
    ],
  });
  expect(messages(rule, drafts)).toEqual(['매니페스트의 리소스 dat/*.jsonl에 맞는 파일이 하나도 없습니다.']);
  expect(drafts[0].place?.pointer).toBe('/resources/1/path');
});

it('leaves a path out of the deliverable to M005', () => {
  expect(judgeView(rule, { resources: [{ path: '../data/*.jsonl', files: [], readable: true, measured }] })).toEqual([]);
});

it('is content where every resource has a file', () => {
  expect(judgeView(rule, { resources: [{ path: 'data/*.jsonl', files: [0], readable: false, measured }] })).toEqual([]);
});
