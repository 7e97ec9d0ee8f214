import type { Resource } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { experiment, testManifest } from '../testing/deliverable.js';
import { fileView, judgeView, messages } from '../testing/run.js';
import { rule } from './M005-path-leaves-deliverable.js';

const resource = (path: string): Resource => ({
  path,
  subMetric: { value: 'a' },
  split: { value: 'public' },
  fields: { question: 'q' },
});

const judgePath = (path: string) => judgeView(rule, { manifest: testManifest({ resources: [resource(path)] }) });

it.each(['/etc/passwd', 'C:/data/a.jsonl', '\\\\server\\share', '../a.jsonl', 'data/../../a.jsonl', 'data\\..\\a.jsonl'])(
  'refuses %s in the manifest, on whatever system it is checked',
  (path) => {
    expect(judgePath(path)).toHaveLength(1);
  },
);

it.each(['data/*.jsonl', 'data/a..b.jsonl', '..data/a.jsonl', 'c/d.jsonl', 'a.zip!/inner/*.csv'])('lets %s pass', (path) => {
  expect(judgePath(path)).toEqual([]);
});

it('looks at media, schemas and predictions too', () => {
  const manifest = testManifest({
    resources: [{ ...resource('data/a.jsonl'), schema: '../item.schema.json' }],
    media: { root: '/media' },
    experiments: [
      experiment('a', 'llm', { predictions: '../a.jsonl' }),
      experiment('b', 'llm', { predictions: { path: '../b.jsonl' } }),
    ],
  });
  expect(judgeView(rule, { manifest }).map(({ place }) => place?.pointer)).toEqual([
    '/resources/0/schema',
    '/media/root',
    '/experiments/0/predictions',
    '/experiments/1/predictions/path',
  ]);
});

it('says why a file was refused; a folder listed under its own name is no finding', () => {
  const files = [
    fileView('data/a.jsonl'),
    fileView('data/out', { kind: 'refused', reason: 'link-out' }),
    fileView('data/pipe', { kind: 'refused', reason: 'fifo' }),
    fileView('data/again', { kind: 'skipped', reason: 'link-directory' }),
  ];
  expect(messages(rule, judgeView(rule, { files }))).toEqual([
    'data/out: 납품물 밖을 가리키는 링크입니다. 읽지 않았습니다.',
    'data/pipe: 파일이 아니라 파이프(FIFO)입니다. 읽지 않았습니다.',
  ]);
});

it('counts each media reference that leaves the deliverable, at its item', () => {
  const at = { split: 0, file: 0, record: 3, line: 3, byte: 0 };
  const first = [
    { at, pointer: '/media', path: '../../secret.png' },
    { at, pointer: '/media', path: '/etc/passwd' },
  ];
  const drafts = judgeView(rule, { media: { files: [], used: new Map(), outside: { count: 2, first } } });
  expect(drafts.map(({ at: place, data }) => [place?.record, data.reason])).toEqual([
    [3, 'parent'],
    [3, 'absolute'],
  ]);
});
