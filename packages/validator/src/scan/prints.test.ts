import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { validate } from '../validate.js';

it.each([
  ['generation', 0],
  ['dialogue', 0],
  ['short-answer', 1],
  ['classification', 1],
])('the same question with another answer, in a %s: conflicting answers %i', async (itemType, conflicts) => {
  const root = await mkdtemp(join(tmpdir(), 'jatdae-'));
  try {
    await writeFile(join(root, 'benchmark.json'), JSON.stringify(manifestOf(itemType)));
    const items = ['반가워요.', '네, 안녕하세요.'].map((answer) =>
      JSON.stringify({ question: '안녕하세요?', turns: ['안녕하세요?'], answer }),
    );
    await writeFile(join(root, 'items.jsonl'), items.join('\n'));
    const { report } = await validate(root, { language: 'ko', engine: 'inline', select: ['I010', 'D001'] });
    const count = (code: string): number | undefined => report.rules.find((rule) => rule.code === code)?.count;
    expect({ same: count('D001'), conflicts: count('I010') }).toEqual({ same: 1, conflicts });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

function manifestOf(itemType: string) {
  return {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: { name: 'greetings', title: '인사', version: '1.0.0', task: 8, modalities: ['text'], languages: ['ko'] },
    subMetrics: [{ id: 'greeting', itemType }],
    resources: [
      { path: 'items.jsonl', subMetric: { value: 'greeting' }, split: { value: 'public' }, fields: { question: 'question' } },
    ],
  };
}
