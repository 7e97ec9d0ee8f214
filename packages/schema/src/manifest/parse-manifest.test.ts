import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ManifestProblem, parseManifest } from './parse-manifest.js';

const GOOD = `jatdae: 1
profile: nia-2024-2
dataset:
  name: global-norms-eval
  title: {ko: 글로벌 규범·문화 평가 데이터, en: Global norms}
  version: 1.0.0
  task: 8
  modalities: [text, image]
  languages: [ko, en]
  leaderboardAnswers: withheld
  license: CC-BY-4.0
  canary: 6f1c0f2e-0d6e-4a57-9a3e-2f4c8b1d7e90
  healthData: none
  redistributableAbroad: true
consortium:
  applicationDate: 2024-07-02
  members:
    - {name: 가나다 주식회사, id: 116-82-00276, role: lead, kind: company, grantKRW: 400000000}
subMetrics:
  - {id: etiquette, title: 예절, metric: accuracy, itemType: multiple-choice}
  - {id: 명절 풍습, itemType: classification, labels: [설, 추석]}
resources:
  - path: data/**/*.jsonl
    subMetric: {field: sub_metric}
    split: {field: split, values: {train: public, hidden: leaderboard}}
    fields: {id: qa_id, question: q.text, choices: [A, B, C, D], answer: {field: answer, as: [letter, text]}, media: image}
  - path: data/**/*.csv
    csv: {quote: null, header: false, columns: [q, a]}
    subMetric: {path: 'data/{subMetric}/*.csv'}
    split: {value: public}
    fields: {question: q, answer: a}
experiments:
  - id: model-a
    model: {name: model-a, kind: llm, parameters: 8.0e9}
    harness: {name: lm-evaluation-harness, version: 0.4.9}
    predictions: {path: experiments/*.jsonl, fields: {id: qid, prediction: response}, as: letter}
    scores: {etiquette: 0.712, 명절 풍습: 0.5}
waivers:
  - {rule: D003, reason: 검토함, by: 홍길동, until: 2024-12-31}
`;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function problemsOf(text: string | Uint8Array, path = 'benchmark.yaml'): Promise<readonly ManifestProblem[]> {
  const result = await parseManifest(typeof text === 'string' ? encode(text) : text, path);
  return result.ok ? [] : result.problems;
}

/** The good manifest with one line changed. */
async function problemsWith(from: string, to: string): Promise<readonly ManifestProblem[]> {
  expect(GOOD).toContain(from);
  return problemsOf(GOOD.replace(from, to));
}

it('reads a whole manifest, and knows the place of each part', async () => {
  const result = await parseManifest(encode(GOOD), 'benchmark.yaml');
  if (!result.ok) throw new Error(result.problems[0]?.message.en);
  expect(result.manifest.consortium?.applicationDate).toBe('2024-07-02');
  expect(result.manifest.dataset.version).toBe('1.0.0');
  expect(result.locate('/dataset/task')).toEqual({ line: 7, column: 9 });
  expect(result.locate('/resources/1/path')).toEqual({ line: 27, column: 11 });
  expect(result.locate('/resources/1/bytes')).toEqual(result.locate('/resources/1'));
});

it('reads the same manifest as JSON', async () => {
  const yaml = await parseManifest(encode(GOOD), 'benchmark.yaml');
  const json = await parseManifest(encode(yaml.ok ? JSON.stringify(yaml.manifest, null, 2) : ''), 'benchmark.json');
  expect(json.ok && json.manifest).toEqual(yaml.ok && yaml.manifest);
});

it('names the nearest key for one that is not allowed, at its own place', async () => {
  expect(await problemsWith('  task: 8', '  taks: 8')).toMatchObject([
    {
      code: 'M002',
      pointer: '/dataset',
      line: 4,
      message: { ko: "'dataset' 값에 꼭 필요한 'task'가 없습니다. 추가해 주십시오." },
    },
    {
      pointer: '/dataset/taks',
      line: 7,
      column: 3,
      nearest: 'task',
      message: {
        ko: "'dataset' 값에 쓸 수 없는 키 'taks'가 있습니다. 'task'를 쓰려던 것인지 확인해 주십시오.",
        en: "'dataset' has a key that is not allowed: 'taks'. Did you mean 'task'?",
      },
    },
  ]);
});

it('names the nearest value of a list of words', async () => {
  expect(await problemsWith('as: [letter, text]', 'as: leter')).toMatchObject([
    { pointer: '/resources/0/fields/answer/as', nearest: 'letter' },
  ]);
  expect(await problemsWith('kind: llm', 'kind: LLM')).toMatchObject([{ nearest: 'llm', expected: '"llm" | "lmm"' }]);
});

it('says how to write a number that was meant as text, and a text that was meant as a number', async () => {
  expect(await problemsWith('version: 1.0.0', 'version: 1.0')).toMatchObject([
    { message: { ko: expect.stringContaining('따옴표로 감싸') } },
  ]);
  expect(await problemsWith('task: 8', 'task: "8"')).toMatchObject([
    { message: { en: expect.stringContaining('remove the quotes') } },
  ]);
});

it('refuses a date that no calendar has', async () => {
  expect(await problemsWith('2024-07-02', '2024-06-31')).toMatchObject([
    { pointer: '/consortium/applicationDate', expected: 'date', message: { en: expect.stringContaining('2024-06-31') } },
  ]);
});

it('tells every problem, in the order of the file', async () => {
  const text = GOOD.replace('jatdae: 1', 'jatdae: 2').replace('kind: company', 'kind: firm').replace('rule: D003', 'rule: d3');
  expect((await problemsOf(text)).map(({ pointer }) => pointer)).toEqual([
    '/jatdae',
    '/consortium/members/0/kind',
    '/waivers/0/rule',
  ]);
});

it.each([
  ['명절 풍습, itemType', 'etiquette, itemType', '두 번 나옵니다'],
  ['명절 풍습, itemType', '명절/풍습, itemType', '빗금'],
  ['명절 풍습, itemType', `${'명절 풍습'.normalize('NFD')}, itemType`, 'NFC'],
  ['subMetric: {field: sub_metric}', 'subMetric: {value: etiquete}', "'etiquette'를 쓰려던"],
  ['etiquette: 0.712', 'etikette: 0.712', "'etiquette'를 쓰려던"],
  ['subMetric: {field: sub_metric}', 'subMetric: {field: a, value: etiquette}', '가운데 하나만'],
  ['subMetric: {field: sub_metric}', 'subMetric: etiquette', '가운데 하나만'],
  ['split: {value: public}', 'split: {value: public, field: x}', '하나만'],
  ['split: {value: public}', 'split: {values: {a: public}}', 'field와 함께'],
  ['name: global-norms-eval', 'name: Global Norms', '소문자'],
])('checks names that refer to each other: %s → %s', async (from, to, words) => {
  const problems = await problemsWith(from, to);
  expect(problems.map(({ message }) => message.ko).join('\n')).toContain(words);
  expect(problems.every(({ code, line }) => code === 'M002' && line !== null)).toBe(true);
});

it('finds two experiments of one name', async () => {
  const twice = GOOD.replace('waivers:', '  - {id: model-a, model: {name: b, kind: lmm}}\nwaivers:');
  expect(await problemsOf(twice)).toMatchObject([
    { pointer: '/experiments/1/id', message: { en: expect.stringContaining('used twice') } },
  ]);
});

it.each([
  ['an empty file', '', '비어 있습니다', 1],
  ['a tab in front of a key', 'a: 1\n\tb: 2\n', '탭', 2],
  ['a value with a colon in it', 'a: b: c\n', '따옴표', 1],
  ['a value with a colon inside braces', 'title: {ko: 가: 나, en: b}\n', '{…}나 […] 안의 값', 1],
  ['an open bracket', 'a: [1, 2\nb: 1\n', '괄호', 3],
  ['a tag', 'a: !!js/function x\n', '태그', 1],
  ['an alias to nothing', 'a: *nobody\n', '별칭', 1],
  ['two documents', 'a: 1\n---\nb: 1\n', '문서가 둘', 2],
  ['a hundred thousand brackets', '['.repeat(100_000), '깊게', 1],
])('calls %s unreadable, in one clear sentence', async (_, text, words, line) => {
  const problems = await problemsOf(text);
  expect(problems).toMatchObject([{ code: 'M001' }]);
  expect(problems[0]?.message.ko).toContain(words);
  expect(problems[0]?.line).toBeLessThanOrEqual(line);
});

it('does not let aliases grow', async () => {
  const bomb = [
    'a: &a [x, x]',
    ...[...'bcdefgh'].map((name, k) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[k]}`)}]`),
  ].join('\n');
  expect(await problemsOf(bomb)).toMatchObject([{ code: 'M001', message: { en: expect.stringContaining('aliases') } }]);
});

it('finds a key that stands twice, where it stands the second time', async () => {
  expect(await problemsWith('  task: 8', '  task: 8\n  task: 9')).toMatchObject([
    { code: 'M002', pointer: '/dataset/task', line: 8, column: 3 },
  ]);
  expect(await problemsOf('{"jatdae": 1, "jatdae": 1}', 'benchmark.json')).toContainEqual(
    expect.objectContaining({
      pointer: '/jatdae',
      column: 15,
      message: expect.objectContaining({ ko: expect.stringContaining("'jatdae'가") }),
    }),
  );
});

it('takes __proto__ for a key that is not allowed', async () => {
  expect(await problemsOf(`${GOOD}__proto__: {profile: x}\n`)).toMatchObject([{ pointer: '/__proto__', code: 'M002' }]);
});

it('names the encoding that a manifest should not have', async () => {
  const cp949 = Uint8Array.from([...encode('a: 1\nb: '), 0xb0, 0xa1]);
  expect(await problemsOf(cp949)).toMatchObject([{ code: 'M001', line: 2, message: { ko: expect.stringContaining('CP949') } }]);
  expect(await problemsOf(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toMatchObject([
    { message: { ko: expect.stringContaining('UTF-16') } },
  ]);
  expect(await problemsOf('\ufeff{}', 'benchmark.json')).toMatchObject([{ message: { ko: expect.stringContaining('BOM') } }]);
  expect(await problemsOf(`\ufeff${GOOD}`)).toEqual([]);
});

it('does not drown anybody in problems', async () => {
  const flood = Array.from({ length: 5000 }, (_, k) => `extra${k}: 1\n`).join('');
  const problems = await problemsOf(GOOD + flood);
  expect(problems).toHaveLength(201);
  expect(problems.at(-1)?.message.en).toBe('There are 4,800 more problems. Mend those above, then run again.');
});

it('points into broken JSON', async () => {
  expect(await problemsOf('{\n  "jatdae": 1,\n}', 'benchmark.json')).toMatchObject([{ code: 'M001', line: 3, column: 1 }]);
});

it('never throws, whatever the bytes are', async () => {
  const scraps = fc.array(
    fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '*a',
      '&a ',
      '!t ',
      '|',
      '>',
      '#',
      '%',
      '? ',
      '\t',
      '---\n',
      'jatdae: 1\n',
    ),
    {
      maxLength: 24,
    },
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    scraps.map((parts) => encode(parts.join(''))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom('benchmark.yaml', 'benchmark.json'), async (input, path) => {
      const result = await parseManifest(input, path);
      expect(result.ok || result.problems.length > 0).toBe(true);
    }),
    { numRuns: 200 },
  );
});
