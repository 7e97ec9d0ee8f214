import { expect, it } from 'vitest';
import { parseWaivers } from './waivers.js';

const parse = (text: string, path = '면제.yaml') => parseWaivers(new TextEncoder().encode(text), path);

async function problemsOf(text: string, path?: string): Promise<(string | null)[][]> {
  const result = await parse(text, path);
  if (result.ok) throw new Error('no problem was found');
  return result.problems.map(({ line, pointer, message }) => [String(line), pointer, message.ko]);
}

const GOOD = `deliverable: {name: norms, version: 1.0.0}
waivers:
  - rule: D003
    fingerprint: 3f1a99c07be2d415
    reason: 원본 시험의 정답 분포를 그대로 옮김
    by: 김심사
    until: 2024-12-31
  - {rule: I007, reason: 원전 표기, by: 김심사}
`;

it('a reviewer’s waivers are read from YAML and from JSON', async () => {
  const yaml = await parse(GOOD);
  if (!yaml.ok) throw new Error('not read');
  expect(yaml.file.waivers).toEqual([
    {
      rule: 'D003',
      fingerprint: '3f1a99c07be2d415',
      reason: '원본 시험의 정답 분포를 그대로 옮김',
      by: '김심사',
      until: '2024-12-31',
    },
    { rule: 'I007', reason: '원전 표기', by: '김심사' },
  ]);
  expect(await parse(JSON.stringify(yaml.file), '면제.json')).toMatchObject({ ok: true, file: yaml.file });
});

it('a waiver without a reason or a name is refused, with its line', async () => {
  expect(await problemsOf('waivers:\n  - {rule: D003, by: 김심사}\n  - {rule: D003, reason: 원전 표기}\n')).toEqual([
    ['2', '/waivers/0', expect.stringContaining('reason')],
    ['3', '/waivers/1', expect.stringContaining('by')],
  ]);
});

it.each([
  ['an empty file', '', '비어 있습니다. waivers에'],
  ['a list', '- {rule: D003, reason: a, by: b}', '목록입니다'],
  ['a day that is none', 'waivers: [{rule: D003, reason: a, by: b, until: 2024-02-31}]', '날짜'],
  ['a rule that cannot be one', 'waivers: [{rule: everything, reason: a, by: b}]', '^[A-Z][0-9]{3}$'],
  ['a key that is misspelt', 'waivers: [{rule: D003, reason: a, by: b, fingerprnt: c}]', 'fingerprint'],
])('%s is refused in words', async (_, text, words) => {
  expect((await problemsOf(text)).map(([, , message]) => message)).toEqual([expect.stringContaining(words)]);
});
