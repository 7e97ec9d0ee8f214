import { expect, it } from 'vitest';
import { judgeTexts, noticeProfile, shownOf } from '../testing/privacy.js';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './P002-telephone.js';

const profile = await noticeProfile();

it.each([
  ['010-2345-6789', 'mobile'],
  ['01023456789로 문자', 'mobile'],
  ['010.2345.6789', 'mobile'],
  ['010 2345 6789', 'mobile'],
  ['010 - 2345 - 6789', 'mobile'],
  ['０１０－２３４５－６７８９', 'mobile'],
  ['010–2345–6789', 'mobile'],
  ['010·2345·6789', 'mobile'],
  ['010ㅡ2345ㅡ6789', 'mobile'],
  ['011-234-5678', 'mobile'],
  ['+82-10-2345-6789', 'mobile'],
  ['+82 (0)10 2345 6789', 'mobile'],
  ['+821023456789', 'mobile'],
  ['02-734-5678', 'landline'],
  ['(02) 734-5678', 'landline'],
  ['02)734-5678', 'landline'],
  ['031-8060-2560', 'landline'],
  ['064 710 2114', 'landline'],
  ['070-7734-5678', 'landline'],
  ['0505-234-5678', 'landline'],
  ['+82-2-734-5678', 'landline'],
  ['+1-415-555-2671', 'abroad'],
  ['+44 20 7946 0958', 'abroad'],
])('finds %j', (text, kind) => {
  expect(shownOf(rule, text)).toMatchObject({ kind, matches: 1 });
  expect(shownOf(rule, `연락처: ${text}입니다.`)).toMatchObject({ kind, matches: 1 });
});

it('shows the kind of number, not whose it is', () => {
  const { drafts } = judgeTexts(rule, ['철수 010-2345-6789, 영희 010-3456-7890']);
  expect(messages(rule, drafts)).toEqual([
    '휴대전화 번호로 보이는 값이 있습니다: 010-****-**** (이 글에 2건). 지우거나 가상의 값으로 바꾸십시오.',
  ]);
  expect(messages(rule, drafts, 'en')).toEqual([
    'This looks like a mobile telephone number: 010-****-**** (matches in this text: 2). Remove it or put an invented value in its place.',
  ]);
});

it.each([
  ['a service number', '1588-1234, 1544-0000, 080-123-4567, 02-120, 112'],
  ['a version', '10.2345.6789'],
  ['an address of the Internet', '10.234.56.78, 192.168.0.1'],
  ['a date', '2024-05-02 ~ 2024-06-03'],
  ['binary digits', '01010110101'],
  ['an ordinal', 'A010-2345-6789'],
  ['an order number', '20240502-010-2345-6789'],
  ['a decimal', '0.01023456789'],
  ['a longer number', '1010-2345-6789'],
  ['coordinates', '37.5665, 126.9780'],
  ['a book number', '978-89-374-6044-9'],
  ['arithmetic', '02 - 734 + 5678 = 4946, 100-200-3000'],
  ['a sum with signs', '3 +1 415 555 2671'],
  ['a law', '제10조의2 제3456항 7890호'],
  ['a score', '10-2, 3:45, 67-89'],
])('has nothing against %s', (_, text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});

it('leaves out the examples that the profile allows, however they are written', () => {
  expect(judgeTexts(rule, ['010-0000-0000', '01012345678', '０１０ １２３４ ５６７８', '02-123-4567'], profile).count).toBe(0);
});

it('finds telephones that were stored as numbers by the name of their field', () => {
  const outcome = scan(rule, [
    { record: { 전화번호: 1023456789, 연락처: '27345678', tel: 3180602560 } },
    { record: { 작성자: { hp_no: 1123456789 } } },
    { record: { created: 1023456789, 조회수: 27345678, hotel: 1023456789, 전화번호: 12345 } },
  ]);
  expect(pointers(outcome)).toEqual(['/전화번호', '/연락처', '/tel', '/작성자/hp_no']);
  expect(outcome.drafts.map(({ data }) => data.shown)).toEqual(['10********', '27******', '31********', '11********']);
});
