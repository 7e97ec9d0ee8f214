import { expect, it } from 'vitest';
import { testManifest } from '../testing/deliverable.js';
import { messages, part, scan } from '../testing/run.js';
import { rule } from './F012-table-header.js';

const fields = { id: '번호', question: 'q.text', choices: ['A', 'B'], answer: { field: '/정답/글자', as: 'letter' as const } };

function judge(resource: object, names: readonly string[], valueLike: number | null = null) {
  const manifest = testManifest();
  const context = { manifest: { ...manifest, resources: [{ path: 'data/*.csv', subMetric: { value: 'a' }, ...resource }] } };
  return scan(rule, [], { context, parts: [part({ header: { names, valueLike } })] }).drafts;
}

const dataOf = (...args: Parameters<typeof judge>) => judge(...args).map(({ data }) => data);

it('names the columns that the header lacks, and those it has', () => {
  const split = { field: '분할' };
  const drafts = judge({ fields, split }, ['번호', 'q.text', 'A', 'B', '정답 ']);
  expect(messages(rule, drafts)).toEqual([
    '매니페스트가 말하는 열이 머리글에 없습니다: /정답/글자, 분할. 머리글의 열은 번호, q.text, A, B, 정답 입니다. 매니페스트의 이름을 머리글에 맞추십시오.',
  ]);
  expect(drafts[0].at?.file).toBe(0);
});

it('says what to write for a file without a header, and shows no cell of it', () => {
  const drafts = judge({ fields }, ['1', '수도는?', '서울', '부산', 'A'], 1);
  expect(messages(rule, drafts, 'en')[0]).toContain('csv: {header: false, columns: […]}');
  expect(JSON.stringify(drafts)).not.toContain('서울');
});

it('does not miss the answers of a deliverable that keeps them back', () => {
  const manifest = testManifest();
  const resource = { path: 'data/*.csv', subMetric: { value: 'a' }, fields };
  const dataset = { ...manifest.dataset, leaderboardAnswers: 'withheld' as const };
  const parts = [part({ header: { names: ['번호', 'q', 'A', 'B'], valueLike: null } })];
  expect(scan(rule, [], { context: { manifest: { ...manifest, dataset, resources: [resource] } }, parts }).count).toBe(0);
});

it('takes a first row for values only where nothing in it is a name', () => {
  expect(dataOf({}, ['1', '수도는?', '0'], 1)).toEqual([{ problem: 'values', column: 1 }]);
  expect(dataOf({}, ['question', '2024', '0'], 2)).toEqual([]);
  expect(dataOf({ fields }, ['번호', 'q', 'A', 'B', '정답', '2024'], 6)).toEqual([]);
});

it('doubts a header that stands beside names of the manifest, where it is like the row below', () => {
  const csv = { columns: ['번호', 'q', 'A', 'B', '정답'] };
  expect(dataOf({ fields, csv }, csv.columns, 1)).toEqual([{ problem: 'values', column: 1 }]);
  expect(dataOf({ fields, csv }, csv.columns)).toEqual([]);
});

it('has nothing to say of files without a header row, and of other formats', () => {
  expect(scan(rule, [], { parts: [part()] }).count).toBe(0);
});
