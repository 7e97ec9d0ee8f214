import { expect, it } from 'vitest';
import { fileView, judgeView, messages } from '../testing/run.js';
import { rule } from './M006-undeclared-file.js';

const files = [
  fileView('benchmark.yaml'),
  fileView('data/a.jsonl'),
  fileView('data/a.bak'),
  fileView('out', { kind: 'refused' }),
];

it('names each file that nothing declares; what was refused is another finding', () => {
  const drafts = judgeView(rule, { files, declared: new Set([0, 1]) });
  expect(drafts.map(({ place }) => place?.path)).toEqual(['data/a.bak']);
  expect(messages(rule, drafts, 'en')).toEqual(['Nothing in the manifest declares this file, so it was not checked: data/a.bak']);
});

it('is content where all files are declared', () => {
  expect(judgeView(rule, { files, declared: new Set([0, 1, 2]) })).toEqual([]);
});
