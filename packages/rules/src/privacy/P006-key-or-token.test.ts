import { expect, it } from 'vitest';
import { judgeTexts, noticeProfile, shownOf } from '../testing/privacy.js';
import { rule } from './P006-key-or-token.js';

const profile = await noticeProfile();

/** Put together here, so that no scanner takes the source for a leak. */
const tail = (length: number): string => 'q7X2m5Rj8TkLp3Wd'.repeat(8).slice(0, length);
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJuYW1lIjoiZ2lsZG9uZyJ9', tail(43)].join('.');
const pem = `-----BEGIN RSA ${'PRIVATE'} KEY-----`;

it.each([
  [`AK${'IA'}Q7X2M5RJ8TKLP3WD`, 'key', 'AKI*****************'],
  [`gh${'p_'}${tail(36)}`, 'key', `ghp${'*'.repeat(21)}`],
  [`github${'_pat_'}${tail(40)}`, 'key', `git${'*'.repeat(21)}`],
  [`sk${'-'}proj-${tail(40)}`, 'key', `sk-****-${'*'.repeat(16)}`],
  [`sk${'-'}ant-api03-${tail(40)}`, 'key', `sk-***-*****-${'*'.repeat(11)}`],
  [`xox${'b-'}123456789012-${tail(24)}`, 'key', `xox*-************-${'*'.repeat(6)}`],
  [`AI${'za'}${tail(35)}`, 'key', `AIz${'*'.repeat(21)}`],
  [`sk${'_live_'}${tail(24)}`, 'key', `sk_${'*'.repeat(21)}`],
  [jwt, 'jwt', `eyJ${'*'.repeat(17)}.***`],
  [`${pem}\nMIIEpAIBAAKCAQEA${tail(40)}`, 'private', '-----BEGIN *** ******* *'],
])('finds the token in a text with %j', (token, kind, shown) => {
  expect(shownOf(rule, token)).toEqual({ kind, shown, matches: 1 });
  expect(shownOf(rule, `다음 코드는 key="${token}" 입니다.`)).toMatchObject({ kind });
});

it.each(['api_key = ', '"client_secret": "', '비밀번호: ', '인증키: ', 'serviceKey='])(
  'finds a random text that is assigned to %j',
  (name) => {
    expect(shownOf(rule, `${name}${tail(32)}`)).toEqual({ kind: 'secret', shown: '*'.repeat(24), matches: 1 });
  },
);

it.each([
  ['a name', 'sk-learn-and-all-its-friends-of-old'],
  ['a placeholder', 'api_key = YOUR_API_KEY_GOES_HERE'],
  ['little randomness', 'password = aaaaaaaaaaaaaaaa11111111'],
  ['a hash without a word', '9e107d9d372bb6826bd81d3542a419d6'],
  ['a UUID', '6f1c2b1e-7a4d-4c3f-9a1b-0123456789ab'],
  ['a public key', `-----BEGIN PUBLIC KEY-----\n${tail(60)}`],
  ['a heading alone', `${pem} 으로 시작하는 파일`],
  ['an address of the Web', 'https://www.example.com/a/very/long/path-2024/index.html?x=1'],
  ['a base64 picture', `data:image/png;base64,${tail(100)}`],
  ['DNA', 'ACGTACGTACGTACGTACGTACGTACGT'],
  ['a long word', 'pneumonoultramicroscopicsilicovolcanoconiosis'],
])('has nothing against %s', (_, text) => {
  expect(judgeTexts(rule, [text]).count).toBe(0);
});

it('leaves out the examples that the profile allows', () => {
  expect(judgeTexts(rule, [`AK${'IA'}IOSFODNN7EXAMPLE`], profile).count).toBe(0);
});
