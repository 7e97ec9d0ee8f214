import { appendJson, createTape, plainMemory } from '@jatdae/kernel';
import { compileSchema } from '@jatdae/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecogniser } from './recogniser.js';

/** Whether a text is proved to match; where it is not, whether it is proved not to. */
function judge(pattern: string): (text: string) => 'matches' | 'does not' | 'unknown' {
  const tape = createTape(16, plainMemory());
  const recogniser = createRecogniser([{ pattern }, { not: { pattern } }], tape.memory);
  return (text) => {
    const list = Int32Array.of(appendJson(tape, JSON.stringify(text)));
    if (recogniser.prove(tape, 0, list, 1, false)[0] === 1) return 'matches';
    return recogniser.prove(tape, 1, list, 1, false)[0] === 1 ? 'does not' : 'unknown';
  };
}

it('understands what people write for ids, addresses and words', () => {
  expect(judge('^https?://')('https://a.kr')).toBe('matches');
  expect(judge('^https?://')('ftp://a.kr')).toBe('does not');
  expect(judge('^sub\\d{2}-[0-9]{6}$')('sub01-000123')).toBe('matches');
  expect(judge('^sub\\d{2}-[0-9]{6}$')('sub01-0001234')).toBe('does not');
  expect(judge('^(law|history)-[a-f0-9]+$')('history-0f')).toBe('matches');
  expect(judge('\\.(png|jpe?g)$')('images/가.jpg')).toBe('matches');
  expect(judge('\\.(png|jpe?g)$')('images/가.jpg.txt')).toBe('does not');
  expect(judge('^[가-힣]{2,4}$')('예절')).toBe('matches');
  expect(judge('^[가-힣]{2,4}$')('예')).toBe('does not');
  expect(judge('^[^a-z]*$')('😀 가A')).toBe('matches');
  expect(judge('[?？]$')('수도는？')).toBe('matches');
  expect(judge('^a+a$')('aaa')).toBe('matches');
  expect(judge('^(?:a|b)*?c')('abac')).toBe('matches');
  expect(judge('^\\S+@\\S+$')('a@b')).toBe('matches');
  expect(judge('^$')('')).toBe('matches');
  expect(judge('^\\uAC00$')('가')).toBe('matches');
});

it('leaves to ajv where engines differ, and what it does not understand', () => {
  expect(judge('^a.b$')('a-b')).toBe('matches');
  expect(judge('^a.b$')('a\rb')).toBe('unknown');
  expect(judge('^\\s$')('\u3000')).toBe('unknown');
  for (const pattern of ['\\bword', '(?i)a', '\\p{L}', '[[:alpha:]]', 'a{2}{3}', '[\\w-z]', '[^\\s]', '.{5000}']) {
    expect([pattern, judge(pattern)('a')]).toEqual([pattern, 'unknown']);
  }
});

const atom = fc.constantFrom(
  'a',
  'b',
  '-',
  '가',
  '😀',
  '\\d',
  '\\w',
  '\\W',
  '.',
  '\\s',
  '\\S',
  '[ab]',
  '[a-c1]',
  '[^b]',
  '[가-힣]',
  '[^가]',
  '\\.',
  '[a-]',
  '[-a]',
  '^',
  '$',
  '\\n',
);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '+?');
const sequence = fc
  .array(
    fc.tuple(atom, quantifier).map(([a, q]) => (a === '^' || a === '$' ? a : `${a}${q}`)),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));
const pattern = fc
  .tuple(fc.boolean(), fc.array(sequence, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '*', '?'), sequence, fc.boolean())
  .map(([starts, branches, q, after, ends]) => `${starts ? '^' : ''}(${branches.join('|')})${q}${after}${ends ? '$' : ''}`);
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '1', '-', '.', '_', '가', '나', '😀', ' ', '\n', '\r', '\u3000', '\u2028', '"', 'é'), {
    maxLength: 8,
  })
  .map((units) => units.join(''));

it('agrees with the expressions of ajv, and with those of JavaScript, wherever it is sure', async () => {
  let sure = 0;
  await fc.assert(
    fc.asyncProperty(pattern, fc.array(text, { minLength: 6, maxLength: 6 }), async (source, texts) => {
      const compiled = await compileSchema({ pattern: source });
      if (!compiled.ok) return;
      const found = judge(source);
      for (const sample of texts) {
        const word = found(sample);
        if (word === 'unknown') continue;
        sure += 1;
        const byEngines = [compiled.check(sample).length === 0, new RegExp(source, 'u').test(sample)];
        expect([source, sample, word, ...byEngines]).toEqual([source, sample, word, word === 'matches', word === 'matches']);
      }
    }),
    { numRuns: 200 },
  );
  expect(sure).toBeGreaterThan(400);
}, 60_000);
