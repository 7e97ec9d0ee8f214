import { expect, it } from 'vitest';
import { noticeProfile } from '../testing/privacy.js';
import { createMask, maskTexts } from './mask.js';

const mask = createMask(await noticeProfile());

it.each([
  ['전화 010-2345-6789, 메일 gildong@naver.com', '전화 010-****-****, 메일 g******@*****.***'],
  ['주민 ９００５０２－１３７４６５９', '주민 ９*************'],
  ['계좌번호: 110-234-567890', '계좌번호: 1**-***-******'],
  ['상호 가나다 116-82-00276, 카드 4539 1488 0343 6467', '상호 가나다 1**-**-*****, 카드 4*** **** **** ****'],
  [`key AK${'IA'}Q7X2M5RJ8TKLP3WD`, 'key AKI*****************'],
])('masks %j', (text, shown) => {
  expect(mask(text)).toBe(shown);
  expect(mask(shown)).toBe(shown);
});

it.each(['2024년 5월 2일, 제10조의2', '전화 010-1234-5678', 'hong@example.com', '12,345원', ''])('leaves %j as it is', (text) => {
  expect(mask(text)).toBe(text);
});

it('takes the name of a field for a word', () => {
  expect(mask('110-234-567890', '/계좌번호')).toBe('1**-***-******');
  expect(mask('110-234-567890')).toBe('110-234-567890');
});

it('masks the texts in a value, but no path, for a file must be found', () => {
  const value = { reason: { ko: '값 010-2345-6789', en: ['010-2345-6789', 7] }, path: 'a/010-2345-6789.png', none: null };
  expect(maskTexts(value, mask, '')).toEqual({
    reason: { ko: '값 010-****-****', en: ['010-****-****', 7] },
    path: 'a/010-2345-6789.png',
    none: null,
  });
});
