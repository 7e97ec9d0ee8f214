import { expect, it } from 'vitest';
import { judgeTexts, shownOf } from '../testing/privacy.js';
import { pointers, scan } from '../testing/run.js';
import { rule } from './P005-account-passport-licence.js';

it.each([
  ['국민은행 123456-04-567890으로 입금', 'account', '1*****-**-******'],
  ['계좌번호: 110-234-567890', 'account', '1**-***-******'],
  ['3333-01-2345678 (카카오뱅크)', 'account', '3***-**-*******'],
  ['계좌 110234567890', 'account', '1***********'],
  ['account number 110-234-567890', 'account', '1**-***-******'],
  ['여권번호 M12345678', 'passport', 'M********'],
  ['새 여권은 M123A4567', 'passport', 'M********'],
  ['passport no. Ｍ１２３Ａ４５６７', 'passport', 'M********'],
  ['운전면허 11-12-345678-90', 'licence', '1*-**-******-**'],
  ['driver’s license: 28 05 123456 71', 'licence', '2* ** ****** **'],
])('finds the number in %j', (text, kind, shown) => {
  expect(shownOf(rule, text)).toEqual({ kind, shown, matches: 1 });
});

it('takes the name of the field for a word', () => {
  const outcome = scan(rule, [
    { record: { 계좌번호: '110-234-567890' } },
    { record: { passport: 'M12345678' } },
    { record: { code: 'M12345678' } },
  ]);
  expect(pointers(outcome)).toEqual(['/계좌번호', '/passport']);
});

it.each([
  ['no word near', '11-12-345678-90, M12345678, 110-234-567890'],
  ['a word too far away', `계좌 ${'가'.repeat(60)} 110-234-567890`],
  ['a telephone of a bank', '국민은행 02-734-5678'],
  ['a day at a bank', '국민은행 2024-05-02 공지'],
  ['money', '통장에 1000000000원이 있다'],
  ['a sum of money', '계좌에 1,234,567,890원을 입금했다'],
  ['a resident number', '계좌 주인 900502-1374659'],
  ['a region that there is not', '운전면허 10-12-345678-90'],
  ['a passport of another form', '여권 X12345678'],
  ['a decimal', '계좌 이율 0.1102345678'],
])('has nothing against %s', (_, text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});
