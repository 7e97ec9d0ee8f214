import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Side } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { messages, pointers, scan } from '../testing/run.js';
import { rule } from './I008-broken-characters.js';
import { createCp949MojibakeReader, readLatinMojibake } from './mojibake.js';

const judge = (question: string) => scan(rule, [{ record: { question } }]);

const asLatin1 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const asWindows1252 = (text: string): string => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text));

it.each([
  ['수도는 \ufffd\ufffd?', '글자가 깨져 대체 문자(U+FFFD)가 되었습니다.'],
  ['수도는 \ud83d?', '짝이 없는 서로게이트가 있습니다.'],
  [asLatin1('안녕하세요'), '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다. 원래 글: 안녕하세요'],
  [`Q: ${asWindows1252('안녕')}`, '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다. 원래 글: Q: 안녕'],
  [asLatin1('café'), '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다. 원래 글: café'],
  ['¾È³çÇÏ¼¼¿ä', '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다. 원래 글: 안녕하세요'],
  ['援먯쑁 2024', '다른 인코딩으로 잘못 읽어 깨진 글자로 보입니다. 원래 글: 교육 2024'],
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

it('shows the original, cut, but not that of an answer which must stay hidden', () => {
  const broken = asLatin1('안녕하세요'.repeat(20));
  const side = Side.Leaderboard;
  const outcome = scan(rule, [
    { record: { question: broken }, side },
    { record: { question: '?', answer: broken }, side },
  ]);
  expect(outcome.drafts.map(({ data }) => data.original)).toEqual(['안녕하세요'.repeat(8), '●●●']);
});

it.each([
  ['/question', { question: `${'Read the text and answer. '.repeat(20)}\n援먯쑁` }],
  ['/choices/1', { question: '무엇입니까?', choices: ['가', '援먯쑁'] }],
  ['/answer', { question: '무엇입니까?', answer: ['援먯쑁'] }],
])('looks for UTF-8 read as CP949 in whole texts, also in %s', (pointer, record) => {
  const outcome = scan(rule, [{ record: { question: '漢字 교육' } }, { record }]);
  expect(pointers(outcome)).toEqual([pointer === '/answer' ? '/answer/0' : pointer]);
  expect(outcome.drafts[0].data.original).toContain('교육');
});

it('shows choices of the leaderboard split, and no explanation or other field', () => {
  const side = Side.Leaderboard;
  const outcome = scan(rule, [
    { record: { question: '?', choices: ['援먯쑁', '나'] }, side },
    { record: { question: '?', explanation: '援먯쑁' }, side },
    { record: { question: '?', 정답_글: '援먯쑁' }, side },
    { record: { question: '?', 정답_글: '援먯쑁' } },
  ]);
  expect(outcome.drafts.map(({ data }) => data.original)).toEqual(['교육', '●●●', '●●●', '교육']);
});

it.each([
  '援助 물자를 보냈다',
  '大韓民國의 수도',
  '敎育基本法 제1조는 무엇입니까?',
  '日本語と中文 그리고 한국어',
  '北京烤鴨・東京',
  '漢字教育을 援用한 敎材',
])('takes %j for what it is', (question) => {
  expect(judge(question).count).toBe(0);
});

const DATA = new URL('../../../../../shared/data/', import.meta.url);

it.skipIf(!existsSync(DATA))('finds no mojibake in real Korean text', () => {
  const paths = [
    'naver-safety/data/SQuARe',
    'naver-safety/data/KoSBi',
    'KLUE/klue_benchmark/klue-ner-v1.1',
    'kor-hate/news_title',
    'APEACH/APEACH',
  ];
  const read = createCp949MojibakeReader();
  let lines = 0;
  for (const path of paths) {
    const folder = new URL(`${path}/`, DATA);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((file) => /\.(csv|tsv|txt|json|jsonl)$/u.test(file))) {
      for (const line of readFileSync(new URL(name, folder), 'utf8').split('\n')) {
        lines += 1;
        if (read(line) !== null || readLatinMojibake(line) !== null) expect.fail(`${name}: ${line.slice(0, 200)}`);
      }
    }
  }
  expect(lines).toBeGreaterThan(1000);
});

it.each([
  ['서울\u200b특별시', 'zero-width', 'U+200B'],
  ['서울\ufeff', 'zero-width', 'U+FEFF'],
  ['가\u200d나', 'zero-width', 'U+200D'],
  ['파일\u202efdp.exe', 'bidi-control', 'U+202E'],
  ['서울&nbsp;부산 &amp; 대구', 'entity', '&nbsp;'],
  ['&#39;서울&#39;', 'entity', '&#39;'],
  ['첫째 줄<br/>둘째 줄', 'markup', '<br>'],
  ['<p class="비밀">문단</p>', 'markup', '</p>'],
])('finds what was left over in %j', (question, problem, found) => {
  expect(judge(question).drafts.map(({ data, pointer }) => [data.problem, data.found, pointer])).toEqual([
    [problem, found, '/question'],
  ]);
});

it('finds them behind escapes, and tells of the worst of a record', () => {
  const json = String.raw`{"question": "\uc11c\u200b\uc6b8", "choices": ["<br>", "\u202e"]}`;
  const outcome = scan(rule, [
    { record: {}, json },
    { record: {}, json: json.replace('202e', 'ff21') },
  ]);
  expect(outcome.drafts.map(({ data, pointer }) => [data.problem, pointer])).toEqual([
    ['bidi-control', '/choices/1'],
    ['zero-width', '/question'],
  ]);
});

it('notes markup only, for a text may be about it', () => {
  expect(judge('첫째 줄<br>둘째 줄').drafts[0]).toMatchObject({ severity: 'note' });
});

it.each([
  'a < b 이고 b<c 이면 x&y는?',
  '제네릭 타입 List<String>의 뜻은?',
  'AT&T와 R&D',
  '\u{1f469}\u200d\u{1f4bb} 개발자',
  'नमस्\u200dते',
  '“따옴표”… ‘작은’ – ※ → ㎡ ①',
])('leaves %j alone', (question) => {
  expect(judge(question).count).toBe(0);
});

it('finds letters of another script among the Latin letters of a choice', () => {
  const choices = (...texts: string[]) => scan(rule, [{ record: { question: 'q', choices: texts } }]);
  expect(messages(rule, choices('DNA', 'RN\u0410').drafts)).toEqual([
    '선택지의 한 낱말에 로마자와, 로마자처럼 보이는 다른 문자의 글자가 섞여 있습니다(RN\u0410). 로마자로 고치십시오.',
  ]);
  expect(pointers(choices('DNA', 'RN\u0410'))).toEqual(['/choices/1']);
  expect(choices('2πr', 'Δx', 'μm', 'Москва', 'α-나선', 'ΣF = ma').count).toBe(0);
});
