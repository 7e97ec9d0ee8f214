import { expect, it } from 'vitest';
import { itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

const QUESTION =
  '이웃집 어르신을 찾아뵙고 세배를 드린 뒤 덕담을 들을 때 두 손을 어디에 두는 것이 가장 알맞은 자세라고 할 수 있는지 고르시오.';
const MORE = '그리고 그 까닭을 어른이 알려 주신 예절과 견주어 차례대로 밝히되 집안마다 다른 점이 있으면 함께 적으시오.';
const SHORT = '설날 아침에 웃어른께 세배를 드리는 차례는 어떻게 됩니까?';
const LATIN = 'Which hand does a guest offer first when the elder of the house holds out both hands?';
const CHOICES = ['무릎 위에 모은다', '등 뒤로 감춘다', '바닥을 짚는다', '팔짱을 낀다'];

/** What is found between a public and a held-out item, by a profile with these options of H004. */
async function kindOf(first: object, second: object, options: object): Promise<string | null> {
  const reason = { ko: '시험', en: 'a test' };
  const profile = { extends: 'nia-2024-2', name: 'own', version: '1', rules: { H004: { options, reason } } };
  const items = [itemOf(0, first), itemOf(1, { split: 'leaderboard', ...second })];
  const files = {
    'benchmark.json': manifestText({}, { profile: 'profile.json' }),
    'profile.json': JSON.stringify(profile),
    'data/a.jsonl': items.map((item) => `${JSON.stringify(item)}\n`).join(''),
  };
  return withFolder(files, async (root) => {
    const { report } = await validate(root, { language: 'ko', engine: 'inline' });
    const found = report.findings.find(({ code }) => code === 'H004');
    return found === undefined ? null : String(found.data.kind);
  });
}

const cases: readonly (readonly [string, object, string | null, object, string | null, object, object])[] = [
  [
    'a sentence with a syllable changed, inside a longer item',
    {},
    null,
    { containment: 0.85 },
    'contained',
    { question: QUESTION },
    { question: `${QUESTION.replace('덕담을', '덕담도')} ${MORE}` },
  ],
  [
    'a question with one choice of four in common',
    {},
    null,
    { choices: 0.25 },
    'similar',
    { question: QUESTION, choices: CHOICES },
    { question: QUESTION, choices: ['절을 한다', '무릎 위에 모은다', '자리를 뜬다', '고개를 든다'] },
  ],
  [
    'a short question with a letter changed',
    {},
    'similar',
    { jamo: 0 },
    null,
    { question: SHORT },
    { question: SHORT.replace('드리는', '드린는') },
  ],
  [
    'a question in capitals',
    {},
    'similar',
    { normal: ['width', 'spaces', 'punctuation'] },
    null,
    { question: LATIN },
    { question: LATIN.toUpperCase() },
  ],
  [
    'a question without its blanks',
    {},
    'similar',
    { normal: ['width', 'case', 'punctuation'] },
    null,
    { question: LATIN },
    { question: LATIN.replaceAll(' ', '') },
  ],
  [
    'a question in full-width letters',
    {},
    'similar',
    { normal: ['case', 'spaces', 'punctuation'] },
    null,
    { question: LATIN },
    { question: LATIN.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)) },
  ],
  [
    'a question with a comma after every word',
    {},
    'similar',
    { normal: ['width', 'case', 'spaces'] },
    null,
    { question: LATIN },
    { question: LATIN.replaceAll(' ', ', ') },
  ],
  [
    'a question with two syllables changed',
    {},
    null,
    { jaccard: 0.6 },
    'similar',
    { question: QUESTION },
    { question: QUESTION.replace('덕담을', '덕담도').replace('알맞은', '알맞는') },
  ],
  [
    'the same, by shorter pieces',
    {},
    null,
    { n: 2 },
    'similar',
    { question: QUESTION },
    { question: QUESTION.replace('덕담을', '덕담도').replace('알맞은', '알맞는') },
  ],
  [
    'a short question, where short ones count only as a whole',
    {},
    'similar',
    { least: 40 },
    null,
    { question: SHORT },
    { question: SHORT.replace('드리는', '드린는') },
  ],
];

it.each(cases)('%s: the profile decides', async (_, usual, before, changed, after, first, second) => {
  expect([await kindOf(first, second, usual), await kindOf(first, second, changed)]).toEqual([before, after]);
});
