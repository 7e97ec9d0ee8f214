import { expect, it } from 'vitest';
import { fileView, judgeView, messages } from '../testing/run.js';
import { rule } from './F008-file-name.js';

it('says what is wrong with a name, once a file, also where the file is not read', () => {
  const files = [
    fileView('data/문항.jsonl', { nameIssue: 'not-nfc' }),
    fileView('a.zip!/그림.png', { nameIssue: 'cp949' }),
    fileView('a.zip!/±×¸².png', { nameIssue: 'mojibake', kind: 'refused' }),
  ];
  const drafts = judgeView(rule, { files });
  expect(drafts.map(({ place }) => place?.path)).toEqual(files.map(({ path }) => path));
  expect(messages(rule, drafts)).toEqual([
    '파일 이름의 한글이 자모로 풀려 있습니다(NFC가 아닙니다): data/문항.jsonl',
    '압축 파일 안의 이름이 UTF-8이 아니라 CP949로 적혀 있습니다: a.zip!/그림.png',
    '압축 파일 안의 이름이 깨져 있습니다: a.zip!/±×¸².png',
  ]);
});

it('has nothing against a name that is NFC', () => {
  expect(judgeView(rule, { files: [fileView('data/문항.jsonl')] })).toEqual([]);
});
