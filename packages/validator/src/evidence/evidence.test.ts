import type { Report } from '@jatdae/schema';
import { describe, expect, it } from 'vitest';
import type { ValidateOptions } from '../options.js';
import { type Files, withFolder } from '../testing/folder.js';
import { stableReport } from '../testing/golden.js';
import { FORMS } from '../testing/written.js';
import { validate } from '../validate.js';

const LETTERS = ['A', 'B', 'C', 'D'];
const ITEMS = 1000;
const RIGHT = 712;
const idOf = (k: number): string => `q-${k + 1}`;

const items = Array.from({ length: ITEMS }, (_, k) => ({
  id: idOf(k),
  question: `${k + 1}번째 문항은 무엇을 묻습니까?`,
  choices: ['봄', '여름', '가을', '겨울'].map((season) => `${season} ${k}`),
  answer: LETTERS[k % 4],
}));

/** The first RIGHT are right. */
const answers = items.map(({ id, answer }, k) => ({
  id,
  prediction: k < RIGHT ? (answer ?? '') : (LETTERS[(k + 1) % 4] ?? ''),
}));

const lines = (records: readonly unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

interface Setting {
  readonly predictions?: unknown;
  /** ids of further experiments, each with its predictions in a folder of its own */
  readonly others?: readonly string[];
  /** as it stands in the manifest */
  readonly score?: string;
  readonly metric?: string;
  readonly files?: Files;
  readonly dataset?: object;
  readonly resource?: object;
  readonly subMetric?: object;
  readonly experiment?: object;
  readonly options?: Partial<ValidateOptions>;
}

const manifest = ({ predictions = 'p/*', score = '0.712', metric = 'accuracy', ...more }: Setting): string =>
  JSON.stringify({
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'small',
      title: '작은 데이터',
      version: '1.0.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      ...more.dataset,
    },
    subMetrics: [{ id: '철', metric, itemType: 'multiple-choice', ...more.subMetric }],
    resources: [
      {
        path: 'data/*.jsonl',
        subMetric: { value: '철' },
        split: { value: 'public' },
        fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'letter' } },
        ...more.resource,
      },
    ],
    experiments: [
      { id: 'm', model: { name: 'm', kind: 'llm' }, predictions, scores: { 철: 0 }, ...more.experiment },
      ...(more.others ?? []).map((id) => ({ id, model: { name: id, kind: 'llm' }, predictions: `${id}/*` })),
    ],
  }).replace('{"철":0}', `{"철":${score}}`);

async function reportOf(setting: Setting = {}): Promise<Report> {
  const files = { 'data/a.jsonl': lines(items), 'p/a.jsonl': lines(answers), ...setting.files };
  return withFolder({ ...files, 'benchmark.json': manifest(setting) }, async (root) => {
    const options = { language: 'en', engine: 'inline', ...setting.options } as const;
    return JSON.parse(stableReport((await validate(root, options)).report, root)) as Report;
  });
}

const evidence = ({ requirements }: Report) => requirements.find(({ id }) => id === 'Q-EVIDENCE')?.verdict;
const found = ({ findings }: Report, code: string) => findings.filter((finding) => finding.code === code);
const experiment = ({ statistics }: Report) => (statistics.experiments as { scores: object[]; extraction: object }[])[0];

it('lets an honest rounding pass and finds a score that is a hundredth too good', async () => {
  for (const score of ['0.712', '0.71', '0.7', '71.2', '0.71200'])
    expect(evidence(await reportOf({ score })), score).toBe('pass');
  for (const score of ['0.722', '0.72', '72.2', '0.7125', '0.700']) {
    const report = await reportOf({ score });
    expect([evidence(report), found(report, 'E004').length], score).toEqual(['fail', 1]);
  }
});

it('says what was recomputed, on how many items, and within which interval', async () => {
  expect(experiment(await reportOf())?.scores).toEqual([
    {
      subMetric: '철',
      metric: 'accuracy',
      items: ITEMS,
      predicted: ITEMS,
      declared: 0.712,
      recomputed: 0.712,
      interval: [0.683164, 0.739213],
      tolerance: 0.0005,
      state: 'reproduced',
    },
  ]);
});

const texts = answers.map(({ id, prediction }) => ({ id, prediction }));
const readable = Object.entries(FORMS).filter(([name]) => !['JSON by key', 'CSV without a header'].includes(name));

describe('predictions may lie in any format', () => {
  it.each(readable)('%s', async (_, { name, write }) => {
    const contents = write(texts);
    const files = Object.fromEntries(contents.map((content, k) => [`p/${name.replace('*', String(k))}`, content]));
    const report = await reportOf({ files: { 'p/a.jsonl': null, ...files }, predictions: `p/${name}` });
    expect([evidence(report), found(report, 'E005')]).toEqual(['pass', []]);
  });
});

it.each([
  ['index0', (k: number) => k],
  ['index1', (k: number) => String(k + 1)],
  ['text', (k: number, item: number) => items[item]?.choices[k]],
  ['letter', (k: number) => `정답은 ${LETTERS[k]}입니다.`],
  ['letter', (k: number, item: number) => `생각해 보면 답은 이렇다. 정답: ${items[item]?.choices[k]}`],
])('reads answers given as %s', async (as, write) => {
  const given = answers.map(({ id, prediction }, k) => ({ qid: id, response: write(LETTERS.indexOf(prediction), k) }));
  const predictions = { path: 'p/a.jsonl', fields: { id: 'qid', prediction: 'response' }, as };
  const report = await reportOf({ predictions, files: { 'p/a.jsonl': lines(given) } });
  expect([evidence(report), found(report, 'E005')]).toEqual(['pass', []]);
});

it('counts answers by how they were read, and what cannot be read as wrong', async () => {
  const replies = answers.map(({ id, prediction }, k) => ({
    id,
    prediction: k === 0 ? '모르겠습니다' : k === 1 ? null : k % 2 === 0 ? prediction : `답은 ${prediction}번`,
  }));
  const report = await reportOf({ files: { 'p/a.jsonl': lines(replies) }, score: '0.710' });
  expect(evidence(report)).toBe('pass');
  expect(experiment(report)?.extraction).toEqual({ version: 2, direct: 499, extracted: { stated: 499 }, failed: 1 });
});

it('reads sets of choices out of longer replies, so that an honest score of several right answers is reproduced', async () => {
  const sets = items.map((item, k) => ({ ...item, answer: k % 2 === 0 ? 'A, C' : 'B, D' }));
  const replies = sets.map(({ id, answer }, k) => ({
    id,
    prediction: k < RIGHT ? `하나씩 따져 보면, 정답은 ${answer}입니다.` : k % 3 === 0 ? '정답은 A와 B입니다.' : '모르겠습니다',
  }));
  const report = await reportOf({
    files: { 'data/a.jsonl': lines(sets), 'p/a.jsonl': lines(replies) },
    subMetric: { itemType: 'multiple-answer' },
    resource: { fields: { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'letter' } } },
  });
  expect(evidence(report)).toBe('pass');
  expect(experiment(report)?.extraction).toEqual({ version: 2, direct: 0, extracted: { stated: 808 }, failed: 192 });
});

it('says which predictions and items do not match, at their places', async () => {
  const odd = [...answers.slice(0, -1), { id: 'nobody', prediction: 'A' }, answers[0], { prediction: 'A' }, ['A']];
  const report = await reportOf({ files: { 'p/a.jsonl': `${lines(odd)}{"id":` } });
  expect(evidence(report)).toBe('fail');
  expect(found(report, 'E005').map(({ place, data }) => [data.fault, data.id, place.path, place.line])).toEqual([
    ['unknown', 'nobody', 'p/a.jsonl', 1000],
    ['repeated', 'q-1', 'p/a.jsonl', 1001],
    ['unreadable', null, 'p/a.jsonl', 1002],
    ['unreadable', null, 'p/a.jsonl', 1003],
    ['unreadable', null, 'p/a.jsonl', 1004],
    ['missing', 'q-1000', 'data/a.jsonl', 1000],
  ]);
  expect(found(report, 'E004')).toEqual([]);
});

it('says why a record cannot be read', async () => {
  const long = JSON.stringify({ id: 'q-1', prediction: 'A', raw: 'a'.repeat(2000) });
  const bytes = Buffer.concat([
    Buffer.from(`${lines(answers)}${long}\n{"id":"`),
    Buffer.of(0xff),
    Buffer.from('","prediction":"A"}\n'),
  ]);
  const report = await reportOf({ files: { 'p/a.jsonl': bytes }, options: { limits: { recordBytes: 1000 } } });
  expect(found(report, 'E005').map(({ place, data }) => [place.line, data.reason])).toEqual([
    [1001, 'over-limit'],
    [1002, 'undecodable'],
  ]);
});

it('tells of files that hold no predictions, or cannot be read', async () => {
  const files = { 'p/a.jsonl': lines(answers.map(({ id }) => ({ id, answer: 'A' }))), 'p/b.bin': '\u0000\u0001' };
  const report = await reportOf({ files });
  expect(found(report, 'E005').map(({ place, data }) => [place.path, data.reason])).toEqual([
    ['p/a.jsonl', 'no-predictions'],
    ['p/b.bin', 'no-format'],
  ]);
});

it('does not score leaderboard items whose keys are withheld, nor ask for their predictions', async () => {
  const withheld = items.map((item, k) =>
    k < 100 ? { ...item, answer: null, split: 'leaderboard' } : { ...item, split: 'public' },
  );
  const report = await reportOf({
    dataset: { leaderboardAnswers: 'withheld' },
    resource: { split: { field: 'split' } },
    files: { 'data/a.jsonl': lines(withheld), 'p/a.jsonl': lines(answers.slice(50)) },
    score: '0.68',
  });
  expect([evidence(report), found(report, 'E005')]).toEqual(['pass', []]);
  expect(experiment(report)?.scores).toMatchObject([{ items: 900, recomputed: 0.68 }]);
});

it('takes a score of a metric of one’s own as declared, and says so', async () => {
  const report = await reportOf({ metric: 'our-own', score: '0.9' });
  const row = report.requirements.find(({ id }) => id === 'Q-EVIDENCE');
  expect(row).toMatchObject({
    verdict: 'pass',
    measured: { findings: 0, scores: 1, unverified: 1 },
    note: 'scores taken as declared, for they cannot be recomputed: 1',
  });
  expect(experiment(report)?.scores).toMatchObject([
    { state: 'unverified', declared: 0.9, declaredBy: { model: { name: 'm' }, harness: null } },
  ]);
});

it('says whose word a judged score is: the model and the harness, as the manifest names them', async () => {
  const model = { name: 'judged-7b', kind: 'llm', provider: '한국모형', revision: 'r2', parameters: 7e9 };
  const harness = { name: 'lm-evaluation-harness', version: '0.4.9' };
  const judged = await reportOf({ metric: 'judge', score: '0.9', experiment: { model, harness } });
  expect(experiment(judged)?.scores[0]).toMatchObject({
    state: 'unverified',
    declaredBy: { model: { name: 'judged-7b', provider: '한국모형', revision: 'r2' }, harness },
  });
  const recomputed = await reportOf({ experiment: { model, harness } });
  expect(experiment(recomputed)?.scores[0]).not.toHaveProperty('declaredBy');
  // Where nothing was declared there is no word to take.
  const silent = await reportOf({ metric: 'judge', experiment: { scores: {} } });
  expect(experiment(silent)?.scores[0]).not.toHaveProperty('declaredBy');
});

const survey = {
  resource: { fields: { id: 'id', question: 'question', choices: 'choices', answer: 'answer' } },
  metric: 'distribution-distance',
};

it('compares shares of answers, by the choices’ texts, by their letters, or in their order', async () => {
  const asked = items.slice(0, 40).map(({ answer: _, ...item }) => ({
    ...item,
    answer: { [item.choices[0] ?? '']: 0.5, [item.choices[1] ?? '']: 0.5 },
  }));
  const given = asked.map(({ id, choices: [first = ''] }, k) => ({
    id,
    prediction: k % 3 === 0 ? [1, 0, 0, 0] : k % 3 === 1 ? { A: 1 } : { [first]: 1 },
  }));
  const files = { 'data/a.jsonl': lines(asked), 'p/a.jsonl': lines(given) };
  const report = await reportOf({ ...survey, files, subMetric: { itemType: 'distribution' }, score: '0.4421' });
  expect(experiment(report)?.scores).toMatchObject([
    { items: 40, recomputed: 0.557923, interval: [0.557923, 0.557923], state: 'reproduced', as: 'js-similarity' },
  ]);
});

it('scores probabilities of the choices', async () => {
  const sure = answers.map(({ id, prediction }) => ({
    id,
    prediction: LETTERS.map((letter) => (letter === prediction ? 0.7 : 0.1)),
  }));
  const setting = { files: { 'p/a.jsonl': lines(sure) } };
  const loss = -(RIGHT * Math.log(0.7) + (ITEMS - RIGHT) * Math.log(0.1)) / ITEMS;
  const report = await reportOf({ ...setting, metric: 'log-loss', score: loss.toFixed(4) });
  expect([evidence(report), experiment(report)?.scores]).toMatchObject(['pass', [{ recomputed: Number(loss.toFixed(6)) }]]);
  expect(evidence(await reportOf({ ...setting, metric: 'log-loss', score: (loss + 0.01).toFixed(4) }))).toBe('fail');
});

it('reads labels out of replies, and counts those that it cannot read', async () => {
  const labels = ['긍정', '부정'];
  const asked = items.slice(0, 40).map(({ id, question }, k) => ({ id, question, answer: labels[k % 2] }));
  const replies = ['긍정', '정답은 긍정입니다.', '읽어 보면 기쁜 글이다.\n답: 부정', '잘 모르겠습니다.'];
  const given = asked.map(({ id }, k) => ({ id, prediction: replies[k % 4] }));
  const report = await reportOf({
    resource: { fields: { id: 'id', question: 'question', answer: 'answer' } },
    subMetric: { itemType: 'classification', labels },
    files: { 'data/a.jsonl': lines(asked), 'p/a.jsonl': lines(given) },
    score: '0.25',
  });
  expect(experiment(report)).toMatchObject({
    extraction: { direct: 10, extracted: { text: 20 }, failed: 10 },
    scores: [{ recomputed: 0.25, state: 'reproduced' }],
  });
});

it('scores free texts against any of their references, and takes either convention of F1', async () => {
  const asked = items.slice(0, 30).map(({ id, question }) => ({ id, question, answer: ['서울특별시', '서울'] }));
  const given = asked.map(({ id }, k) => ({ id, prediction: k % 2 === 0 ? '서울' : '서울역' }));
  const free = {
    resource: { fields: { id: 'id', question: 'question', answer: 'answer' } },
    subMetric: { itemType: 'short-answer' },
  };
  const files = { 'data/a.jsonl': lines(asked), 'p/a.jsonl': lines(given) };
  const characters = await reportOf({ ...free, files, metric: 'f1', score: '0.9' });
  expect(experiment(characters)?.scores).toMatchObject([
    { state: 'reproduced', as: 'characters', variants: { words: 0.5, characters: 0.9 } },
  ]);
  for (const [metric, score] of [
    ['accuracy', '0.5'],
    ['rouge-l', '0.5'],
    ['chrf', '0.9322'],
  ] as const) {
    const report = await reportOf({ ...free, files, metric, score });
    expect(experiment(report)?.scores, metric).toMatchObject([{ state: 'reproduced' }]);
  }
});

it('has nothing to judge where no experiment has predictions', async () => {
  expect(evidence(await reportOf({ predictions: 'nowhere/*' }))).toBe('not-applicable');
});

it('does not guess whose prediction it is where an id counts only with its resource', async () => {
  const files = { 'data/b.jsonl': lines(items.slice(0, 1).map((item) => ({ ...item, question: '다른 문항' }))) };
  const resource = { path: 'data/a.jsonl' };
  const both = manifest({ resource, dataset: { idScope: 'resource' } }).replace(
    '"resources":[',
    '"resources":[{"path":"data/b.jsonl","subMetric":{"value":"철"},"split":{"value":"public"},"fields":{"id":"id","question":"question","choices":"choices","answer":{"field":"answer","as":"letter"}}},',
  );
  const base = { 'data/a.jsonl': lines(items), 'p/a.jsonl': lines(answers), ...files, 'benchmark.json': both };
  await withFolder(base, async (root) => {
    const { report } = await validate(root, { language: 'en', engine: 'inline' });
    expect(found(report, 'E005').map(({ data }) => [data.fault, data.id])).toEqual([['ambiguous', 'q-1']]);
  });
});

describe('ids that two sub-metrics share', () => {
  const [first, second] = [items.slice(0, 400), items.slice(400).map((item, k) => ({ ...item, id: idOf(k) }))];
  const both = (idScope: string): string => {
    const plain = JSON.parse(manifest({ dataset: { idScope } }));
    const [resource] = plain.resources;
    const [subMetric] = plain.subMetrics;
    const { predictions, ...model } = plain.experiments[0];
    return JSON.stringify({
      ...plain,
      subMetrics: [subMetric, { ...subMetric, id: '달' }],
      resources: [
        { ...resource, path: 'data/a.jsonl' },
        { ...resource, path: 'data/b.jsonl', subMetric: { value: '달' } },
      ],
      experiments: [{ ...model, predictions, scores: { 철: 0.9, 달: 0.5 } }],
    });
  };
  /** 360 of 400 and 300 of 600 are right. */
  const given = [
    ...first.map(({ id, answer }, k) => ({ id, subMetric: '철', prediction: k < 360 ? answer : LETTERS[(k + 1) % 4] })),
    ...second.map(({ id, answer }, k) => ({ id, subMetric: '달', prediction: k < 300 ? answer : LETTERS[(k + 1) % 4] })),
  ];
  const judged = (predictions: readonly object[], idScope = 'sub-metric', options: Partial<ValidateOptions> = {}) => {
    const files = { 'data/a.jsonl': lines(first), 'data/b.jsonl': lines(second), 'p/a.jsonl': lines(predictions) };
    return withFolder({ ...files, 'benchmark.json': both(idScope) }, async (root) => {
      const { report } = await validate(root, { language: 'en', engine: 'inline', ...options });
      return JSON.parse(stableReport(report, root)) as Report;
    });
  };
  const scores = (report: Report) => experiment(report)?.scores;

  it('belong to the item of the sub-metric that the prediction names', async () => {
    for (const idScope of ['sub-metric', 'resource']) {
      const report = await judged(given, idScope);
      expect(found(report, 'E005')).toEqual([]);
      expect(scores(report)).toMatchObject([
        { subMetric: '철', items: 400, predicted: 400, recomputed: 0.9, state: 'reproduced' },
        { subMetric: '달', items: 600, predicted: 600, recomputed: 0.5, state: 'reproduced' },
      ]);
    }
  });

  it('say the same in memory and on the disk, by one thread and by several', async () => {
    const report = await judged(given.slice(7));
    expect(found(report, 'E005').map(({ data }) => data.fault)).toEqual(Array(7).fill('missing'));
    for (const options of [{ memory: 1 }, { engine: 'threads', jobs: 2, splitBytes: 9_000, memory: 200_000 }] as const) {
      expect(await judged(given.slice(7), 'sub-metric', options)).toEqual(report);
    }
  });

  it('do not tell whose prediction it is where it names no sub-metric, unless only one has the id', async () => {
    const silent = given.map(({ id, prediction }) => ({ id, prediction }));
    const report = await judged(silent);
    const faults = new Set(found(report, 'E005').map(({ data }) => data.fault));
    expect([...faults]).toEqual(['ambiguous']);
    expect(report.rules.find(({ code }) => code === 'E005')?.count).toBe(800);
    expect(scores(report)).toMatchObject([
      { subMetric: '철', items: 0 },
      { subMetric: '달', items: 200, predicted: 200, recomputed: 0 },
    ]);
  });

  it('an id is unknown in a sub-metric that has it not, and repeated in one that has it once', async () => {
    const report = await judged([...given, { id: idOf(500), subMetric: '철', prediction: 'A' }, given[0] as object]);
    expect(found(report, 'E005').map(({ data }) => [data.fault, data.id])).toEqual([
      ['unknown', idOf(500)],
      ['repeated', idOf(0)],
    ]);
  });
});

it('gives the same report at any number of jobs, split size and memory', async () => {
  const odd = [...answers.slice(3), { id: 'nobody', prediction: 'A' }, answers[9], { prediction: 'B' }];
  const files = { 'p/a.jsonl': lines(odd) };
  const of = (options: Partial<ValidateOptions>): Promise<Report> => reportOf({ files, options });
  const alone = await of({});
  expect(found(alone, 'E005')).toHaveLength(6);
  for (const options of [
    { splitBytes: 9_000 },
    { splitBytes: 9_000, memory: 60_000 },
    { memory: 1 },
    { engine: 'threads', jobs: 2, splitBytes: 9_000, memory: 200_000 },
  ] as const) {
    expect(await of(options), JSON.stringify(options)).toEqual(alone);
  }
});

it('scores several models side by side as one after another, whatever the items’ type', async () => {
  const free = items.map(({ id, question }, k) => ({ id, question, answer: `답은 "${k}"` }));
  const settings: Setting[] = [
    {},
    {
      metric: 'f1',
      resource: { fields: { id: 'id', question: 'question', answer: 'answer' } },
      subMetric: { itemType: 'short-answer' },
      files: { 'data/a.jsonl': lines(free) },
    },
  ];
  const others = {
    'b/a.jsonl': lines([...answers.slice(3), { id: 'nobody', prediction: 'A' }, answers[9]]),
    'c/a.jsonl': lines(free.map(({ id, answer }) => ({ id, prediction: answer }))),
  };
  for (const setting of settings) {
    const of = (options: Partial<ValidateOptions>): Promise<Report> =>
      reportOf({ ...setting, files: { ...setting.files, ...others }, others: ['b', 'none', 'c'], options });
    const alone = await of({});
    expect(found(alone, 'E005').length).toBeGreaterThan(4);
    expect((alone.statistics.experiments as { id: string }[]).map(({ id }) => id)).toEqual(['m', 'b', 'c']);
    expect(await of({ engine: 'threads', jobs: 3, splitBytes: 9_000 })).toEqual(alone);
  }
});
