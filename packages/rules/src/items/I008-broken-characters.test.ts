import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I008-broken-characters.js';

const judge = (question: string) => scan(rule, [{ record: { question } }]);

const asLatin1 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const asWindows1252 = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

it.each([
  ['수도는 \ufffd\ufffd?', '글자가 깨져 대체 문자(U+FFFD)가 되었습니다.'],
  ['수도는 \ud83d?', '짝이 없는 서로게이트가 있습니다.'],
  [asLatin1('안녕하세요'), '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다.'],
  [`Q: ${asWindows1252('안녕')}`, '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다.'],
  [asLatin1('café'), '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다.'],
  ['¾È³çÇÏ¼¼¿ä', '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다.'],
])('finds what is broken in %j', (question, message) => {
  expect(messages(rule, judge(question).drafts)).toEqual([message]);
});

it('only notes a private-use bullet, and prefers what is worse in the same record', () => {
  expect(judge('\uf0b7 첫째').drafts[0]).toMatchObject({ severity: 'note', pointer: '/question' });
  const outcome = scan(rule, [{ record: { question: '\uf0b7 첫째', choices: ['\ufffd'] } }]);
  expect(outcome.drafts[0].severity).toBeUndefined();
  expect(pointers(outcome)).toEqual(['/choices/0']);
});

it('finds them behind escapes, too', () => {
  const json = String.raw`{"question": "\u00ec\u0095\u0088\u00eb\u0085\u0095", "choices": ["\ufffd"]}`;
  const sound = String.raw`{"question": "\uc548\ub155 caf\u00e9\n"}`;
  const outcome = scan(rule, [
    { record: {}, json },
    { record: {}, json: json.replace('fffd', '0061') },
    { record: {}, json: sound },
  ]);
  expect(outcome.drafts.map(({ data }) => data.problem)).toEqual(['replacement', 'mojibake']);
});

it('tells a record of odd Latin letters from its neighbours', () => {
  const broken = { record: { question: asLatin1('안녕하세요') } };
  const sound = { record: { question: '안녕하세요' } };
  const outcome = scan(rule, [sound, broken, sound, { record: { question: 'café' } }, broken, {}]);
  expect(outcome.drafts.map(({ at }) => at?.record)).toEqual([1, 4]);
});

it.each([
  'Crème brûlée à la forêt, où l’été s’achève…',
  'È così… «perché»',
  '가격은 50％（약 ３만 원）입니다 ～ ····',
  '온도는 25°C ± 2°, ×÷ «인용» ½',
  'São Paulo, NÃO, Ångström, Übergröße',
  '樂園 한자와 😀 그림 글자',
])('has nothing against %j', (question) => {
  expect(judge(question).count).toBe(0);
});

it('finds every pair of Hangul syllables that was read as Latin-1', () => {
  const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 });
  fc.assert(
    fc.property(syllable, syllable, (a, b) => {
      const text = String.fromCodePoint(a, b);
      expect(judge(text).count).toBe(0);
      expect(judge(asLatin1(text)).count).toBe(1);
      expect(judge(asWindows1252(text)).count).toBe(1);
    }),
  );
});
