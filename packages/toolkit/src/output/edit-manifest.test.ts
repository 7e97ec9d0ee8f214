import { expect, it } from 'vitest';
import { editManifest } from './edit-manifest.js';

const YAML = `# 납품물
jatdae: 1
dataset:
  name: a   # 이름
  leaderboardAnswers: included # 아직
resources:
  - path: data/*.jsonl
    split: {value: public}
    sha256: abc
  - {path: b.csv, subMetric: {value: 예절}}
`;

it('keeps comments and order, and changes what it is told to', () => {
  const text = editManifest(YAML, false, [
    { path: ['dataset', 'leaderboardAnswers'], value: 'sealed' },
    { path: ['resources', 0, 'split'], value: { field: 'split' } },
    { path: ['resources', 0, 'sha256'], value: undefined },
    { path: ['resources', 1, 'split'], value: { field: 'split' } },
  ]);
  expect(text).toBe(`# 납품물
jatdae: 1
dataset:
  name: a # 이름
  leaderboardAnswers: sealed # 아직
resources:
  - path: data/*.jsonl
    split: {field: split}
  - {path: b.csv, subMetric: {value: 예절}, split: {field: split}}
`);
});

it('gives a manifest without changes back as it is', () => {
  expect(editManifest(YAML, false, [])).toBe(YAML);
});

it('edits JSON, too', () => {
  const text = editManifest('{"dataset": {"name": "a"}, "resources": [{"path": "a", "bytes": 3}]}', true, [
    { path: ['dataset', 'leaderboardAnswers'], value: 'withheld' },
    { path: ['resources', 0, 'bytes'], value: undefined },
  ]);
  expect(JSON.parse(text)).toEqual({ dataset: { name: 'a', leaderboardAnswers: 'withheld' }, resources: [{ path: 'a' }] });
});
