import { expect, it } from 'vitest';
import { writeFailure } from './write-failures.js';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

it.each(['ENOSPC', 'EDQUOT'])('%s means that no space is left', (code) => {
  expect(writeFailure(failure(code))).toMatchObject({ code, isFull: true, words: { en: expect.stringMatching(/disk/u) } });
});

it('says in both languages why a file was not written', () => {
  expect(writeFailure(failure('EACCES'))).toEqual({
    code: 'EACCES',
    isFull: false,
    words: { ko: '쓸 권한이 없습니다', en: 'no permission to write' },
  });
});

it('has no words for what is no failure of writing', () => {
  expect(writeFailure(failure('ECONNRESET'))).toEqual({ code: 'ECONNRESET', isFull: false, words: null });
  expect(writeFailure(new Error('ENOSPC'))).toEqual({ code: '', isFull: false, words: null });
  expect(writeFailure('ENOSPC')).toEqual({ code: '', isFull: false, words: null });
});
