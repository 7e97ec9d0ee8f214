import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeTexts, noticeProfile, shownOf } from '../testing/privacy.js';
import { messages, scan } from '../testing/run.js';
import { rule } from './P001-resident-number.js';

const profile = await noticeProfile();

it.each([
  ['주민등록번호 900502-1374659', 'resident', '9*****-*******'],
  ['900502 - 1374659', 'resident', '9***** - *******'],
  ['９００５０２－１３７４６５２', 'resident', '9*****-*******'],
  ['900502ㅡ1374659', 'resident', '9*****-*******'],
  ['생일은 900502·1374659', 'resident', '9*****.*******'],
  ['(900502-1374659)', 'resident', '9*****-*******'],
  ['900502-1374659,880229-1374659', 'resident', '9*****-*******'],
  ['850615-5000000', 'foreigner', '8*****-*******'],
  ['외국인등록번호는 850615-6234567입니다.', 'foreigner', '8*****-*******'],
])('finds the number in %j', (text, kind, shown) => {
  expect(shownOf(rule, text)).toMatchObject({ kind, shown });
});

it('says what was found, masked, and how often', () => {
  const { drafts } = judgeTexts(rule, ['본인 900502-1374659, 자녀 201105-3123456']);
  expect(messages(rule, drafts)).toEqual([
    '주민등록번호로 보이는 값이 있습니다: 9*****-******* (이 글에 2건). 지우거나 가상의 값으로 바꾸십시오.',
  ]);
  expect(drafts[0].column).toBe(4);
  expect(JSON.stringify(drafts)).not.toMatch(/374659|123456/);
});

it('does not clear a number whose check digit is wrong, for since October 2020 there is none', () => {
  expect(shownOf(rule, '201105-3123456')).toMatchObject({ kind: 'resident' });
  expect(shownOf(rule, '900502-1374653')).toMatchObject({ kind: 'resident' });
  expect(judgeTexts(rule, ['주문번호 900502-1374653']).count).toBe(0);
});

it.each(['주민번호 9005021374653', '9005021374659'])('takes thirteen digits in a row for a number in %j', (text) => {
  expect(judgeTexts(rule, [text]).count).toBe(1);
});

it.each([
  ['no month', '901302-1374659'],
  ['no day', '900230-1374659'],
  ['29 February of no leap year', '890229-1374659'],
  ['a birthday to come', '301105-3123456'],
  ['older than anybody', '110111-1374659'],
  ['masked already', '900502-1******'],
  ['part of a longer number', '1900502-1374659'],
  ['part of a code', 'A900502-1374659-01'],
  ['a book number', 'ISBN 9788937460449'],
  ['a bar code', '8801056070809'],
  ['milliseconds', '1704067200000'],
  ['thirteen digits with a wrong check digit', '9005021374653'],
  ['a corporate number', '법인등록번호 130111-0006246'],
  ['a date and a time', '2024-05-02 13:37:46.52'],
  ['coordinates', '37.566535, 126.9779692'],
  ['arithmetic', '900502 + 1374659 = 2275154'],
])('has nothing against %s', (_, text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});

it('leaves out what the profile allows', () => {
  expect(judgeTexts(rule, ['900101-1234567'], profile).count).toBe(0);
  expect(judgeTexts(rule, ['900101-1234568'], profile).count).toBe(1);
});

it('looks at every text of the record but not at its id', () => {
  const number = '900502-1374659';
  const record = { id: number, [number]: 'x', context: 'x', choices: ['x', number], meta: { notes: [number] } };
  expect(scan(rule, [{ record }]).drafts.map(({ pointer }) => pointer)).toEqual(['/choices/1', '/meta/notes/0']);
});

it('finds numbers stored as numbers, also those that lost their zeros', () => {
  const outcome = scan(rule, [
    { record: { 값: 9005021374659 } },
    { record: {}, json: '{"값": 9005021374659.0}' },
    { record: { 주민등록번호: 9005021374653 } },
    { record: { 주민등록번호: 502013374659 } },
    { record: { 주민등록번호: '5023374659' } },
    { record: { 주문번호: 9005021374659 } },
    { record: { 사업자등록번호: 502013374659 } },
    { record: { 값: 502013374659 } },
    { record: { at: 1704067200000, isbn: 9788937460449 } },
  ]);
  expect(outcome.drafts.map(({ at, pointer }) => [at?.record, pointer])).toEqual([
    [0, '/값'],
    [1, '/값'],
    [2, '/주민등록번호'],
    [3, '/주민등록번호'],
    [4, '/주민등록번호'],
  ]);
  expect(JSON.stringify(outcome.drafts)).not.toMatch(/3746/);
});

it('finds every number of a real birthday, wherever it stands', () => {
  const day = fc.date({ min: new Date('1930-01-01T00:00:00Z'), max: new Date('1999-12-31T00:00:00Z'), noInvalidDate: true });
  const around = fc.constantFrom('', '가', '번호는 ', '(', '\n', 'x ', '２ ', '"');
  const after = fc.constantFrom('', '가', ')', '\n', ' ２', '.', ', 3');
  fc.assert(
    fc.property(day, fc.constantFrom('1', '2'), fc.integer({ min: 0, max: 999_999 }), around, after, (date, s, tail, a, b) => {
      const number = `${date.toISOString().slice(2, 10).replaceAll('-', '')}-${s}${String(tail).padStart(6, '0')}`;
      const found = judgeTexts(rule, [`${a}주민 ${number}${b}`]).drafts;
      expect(found.map(({ data }) => data.matches)).toEqual([1]);
    }),
  );
});
