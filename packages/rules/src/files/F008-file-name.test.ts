import { expect, it } from 'vitest';
import { fileView, judgeView, messages } from '../testing/run.js';
import { rule } from './F008-file-name.js';

it('says what is wrong with a name, once a file, also where the file is not read', () => {
  const files = [
    fileView('data/문항.jsonl', { nameIssue: 'not-nfc' }),
    fileView('a.zip!/그림.png', { nameIssue: 'cp949' }),
    fileView('a.zip!/╣«╟╫.png', { kind: 'refused' }),
  ];
  const drafts = judgeView(rule, { files });
  expect(drafts.map(({ place }) => place?.path)).toEqual(files.map(({ path }) => path));
  expect(messages(rule, drafts)).toEqual([
    '파일 이름의 한글이 자모로 풀려 있습니다(NFC가 아닙니다): data/문항.jsonl',
    '압축 파일 안의 이름이 UTF-8이 아니라 CP949로 적혀 있습니다: a.zip!/그림.png',
    '파일 이름이 다른 인코딩으로 잘못 읽혀 깨져 있습니다(원래 이름: a.zip!/문항.png): a.zip!/╣«╟╫.png',
  ]);
});

it.each([
  ['CP949 as code page 437', '╣«╟╫.png', '문항.png'],
  ['CP949 as Latin-1', '¹®Ç×ÀÚ·á.png', '문항자료.png'],
  ['UTF-8 as code page 437', '∞₧Éδúî/1.png', '자료/1.png'],
  ['UTF-8 as Latin-1', 'ìž\u0090ë£Œ/1.png', '자료/1.png'],
])('shows the name that was read wrongly: %s', (_, path, original) => {
  expect(judgeView(rule, { files: [fileView(path)] }).map(({ data }) => data.original)).toEqual([original]);
});

it.each([
  'data/문항.jsonl',
  'café/naïve.csv',
  'Größe.csv',
  '中文/資料.csv',
  'データ.csv',
  'α±≥.csv',
  'Ελληνικά.csv',
  '┌──┐.txt',
  '™©®.txt',
])('has nothing against %s', (path) => {
  expect(judgeView(rule, { files: [fileView(path)] })).toEqual([]);
});

it('has nothing against a name that is NFC', () => {
  expect(judgeView(rule, { files: [fileView('data/문항.jsonl')] })).toEqual([]);
});
