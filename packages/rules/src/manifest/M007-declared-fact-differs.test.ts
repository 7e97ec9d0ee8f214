import type { Resource } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { judgeView, messages } from '../testing/run.js';
import { rule } from './M007-declared-fact-differs.js';

const sha256 = 'a'.repeat(64);

function judge(declared: Partial<Resource>, files: readonly number[] = [0]) {
  const path = 'data/a.jsonl';
  const resource: Resource = {
    path,
    subMetric: { value: 'a' },
    split: { value: 'public' },
    fields: { question: 'q' },
    ...declared,
  };
  const measured = { bytes: 1048576, records: 11998, sha256 };
  return judgeView(rule, {
    manifest: testManifest({ resources: [resource] }),
    resources: [{ path, files, readable: true, measured }],
  });
}

it('tells of each fact that differs, with both numbers', () => {
  const drafts = judge({ bytes: 1048576, records: 12000, sha256: 'b'.repeat(64) });
  expect(drafts.map(({ place }) => place?.pointer)).toEqual(['/resources/0/records', '/resources/0/sha256']);
  expect(messages(rule, drafts)[0]).toBe('리소스 data/a.jsonl의 레코드 수가 매니페스트와 다릅니다: 선언 12,000, 실제 11,998');
});

it('accepts facts that hold, a hash in capitals, and facts that are not given', () => {
  expect(judge({ bytes: 1048576, records: 11998, sha256: 'A'.repeat(64) })).toEqual([]);
  expect(judge({})).toEqual([]);
});

it('leaves a resource without files to M004', () => {
  expect(judge({ records: 12000 }, [])).toEqual([]);
});
