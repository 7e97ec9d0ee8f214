import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { messages, part, scan } from '../testing/run.js';
import { rule } from './H007-missing-canary.js';

const context = { manifest: testManifest({ dataset: { canary: '6f1c2b1e-0000-4000-8000-000000000000' } }) };

it('names each file in none of whose parts the canary was seen', () => {
  const parts = [
    part({ canary: true }, { split: 0, file: 0, whole: false }),
    part({ canary: false }, { split: 1, file: 0, whole: false }),
    part({ canary: false }, { split: 2, file: 1 }),
  ];
  const { drafts } = scan(rule, [], { context, parts });
  expect(drafts.map(({ at }) => at?.file)).toEqual([1]);
  expect(messages(rule, drafts)).toEqual(['매니페스트의 카나리 문자열이 파일에 없습니다.']);
});

it('asks for none where the manifest declares none, and leaves empty and damaged files to other rules', () => {
  const damage = { code: 'F005', byte: 9, reason: 'corrupt', told: false } as const;
  expect(scan(rule, [], { parts: [part()] }).count).toBe(0);
  expect(scan(rule, [], { context, parts: [part({ blank: true }), part({ damage })] }).count).toBe(0);
});
