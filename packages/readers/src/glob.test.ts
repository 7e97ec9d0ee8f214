import { expect, it } from 'vitest';
import type { FileTree, TreeEntry } from './folder.js';
import { matchFiles, pathPattern } from './glob.js';

function tree(...paths: string[]): FileTree {
  const entry = (path: string): TreeEntry => ({
    path: path.normalize('NFC'),
    stored: path,
    size: 1,
    modified: 0,
    kind: 'file',
    reason: null,
    nameIssue: null,
  });
  return { root: '/', entries: paths.map(entry) };
}

it('matches files below the root', () => {
  const files = tree('benchmark.yaml', 'data/a.jsonl', 'data/x/b.jsonl', 'data/.c.jsonl', 'data/!d.jsonl');
  const match = (glob: string) => matchFiles(files, glob).map(({ path }) => path);
  expect(match('data/**/*.jsonl')).toEqual(['data/a.jsonl', 'data/x/b.jsonl', 'data/!d.jsonl']);
  expect(match('./data/{a,b}.jsonl')).toEqual(['data/a.jsonl']);
  expect(match('!data/**')).toEqual([]);
});

it('takes parentheses and plus signs for what they are', () => {
  const match = (glob: string) => matchFiles(tree('답(1).csv', '답1.csv', 'a+b.csv', 'aab.csv'), glob).map(({ path }) => path);
  expect(match('답(1).csv')).toEqual(['답(1).csv']);
  expect(match('{답(1),a+b}.csv')).toEqual(['답(1).csv', 'a+b.csv']);
});

it('is not kept busy by a glob that was written for that', () => {
  const files = tree(`${'a'.repeat(200)}.csv`);
  const hostile = [
    `${'*a'.repeat(30)}b`,
    `${'+(a|aa|a*)'.repeat(8)}b`,
    `{a,b}${'*a'.repeat(20)}b`,
    `${'[a]+'.repeat(30)}b`,
    `${'(a|aa)+'.repeat(20)}[b]`,
  ];
  for (const glob of hostile) expect(matchFiles(files, glob), glob).toEqual([]);
  expect(pathPattern(`{subMetric}${'*a'.repeat(30)}b`)).toBe(null);
});

it('compares names in NFC', () => {
  const path = '01.데이터/라벨링데이터.json';
  expect(matchFiles(tree(path.normalize('NFD')), path.normalize('NFC')).length).toBe(1);
  expect(matchFiles(tree(path.normalize('NFC')), path.normalize('NFD')).length).toBe(1);
});

it('takes the sub-metric out of a path', () => {
  const extract = (pattern: string, path: string) => pathPattern(pattern)?.extract(path);
  expect(extract('data/{subMetric}/*.jsonl', 'data/예절/1.jsonl')).toBe('예절');
  expect(extract('data/{subMetric}/*.jsonl', 'data/예절/깊이/1.jsonl')).toBe(null);
  expect(extract('data/{subMetric}/**/*.jsonl', 'data/예절/1.jsonl')).toBe('예절');
  expect(extract('data/**/{subMetric}_v?.json', 'data/a/b/etiquette_v2.json')).toBe('etiquette');
  expect(extract('**/{subMetric}.csv', 'law.csv')).toBe('law');
  expect(extract('{subMetric}/**', 'law/a/b.csv')).toBe('law');
  expect(extract('data/{subMetric}.{a}+(b).jsonl', 'data/x.{a}+(b).jsonl')).toBe('x');
  expect(pathPattern('data/{subMetric}/*.jsonl')?.glob).toBe('data/*/*.jsonl');
  expect(pathPattern('data/*.jsonl')).toBe(null);
});
