import { Medium } from '@jatdae/kernel';
import { expect, it } from 'vitest';
import { mediaFile, testManifest } from '../testing/deliverable.js';
import { messages, pointers, records, scan } from '../testing/run.js';
import { rule } from './A001-missing-media.js';

const media = [mediaFile('media/images/001.png'), mediaFile('media/images/002.png')];
const context = { media, manifest: testManifest({ media: { root: 'media' } }) };
const itemOf = (references: readonly string[], files: readonly number[]) => ({ record: { media: references }, mediaFile: files });
const missing = (reference: string) =>
  messages(rule, scan(rule, [itemOf([reference], [Medium.Missing])], { context }).drafts, 'en');

it('counts each reference without a file, at its item', () => {
  const items = [itemOf(['a.png', 'b.png'], [0, Medium.Missing]), itemOf(['c.png', 'd.png'], [Medium.Missing, Medium.Missing])];
  const outcome = scan(rule, items, { context });
  expect(outcome.count).toBe(3);
  expect(records(outcome)).toEqual([0, 1, 1]);
  expect(pointers(outcome)).toEqual(['/media/1', '/media/0', '/media/1']);
  expect(outcome.drafts.map(({ data }) => data.path)).toEqual(['b.png', 'c.png', 'd.png']);
});

it('says what may be wrong with the path', () => {
  expect(missing('images/003.png')[0]).toMatch(/Add the file/);
  expect(missing('images/001.PNG')[0]).toMatch(/differs in case only/);
  expect(missing('images\\001.png')[0]).toMatch(/with a slash/);
  expect(missing('https://example.org/001.png')[0]).toMatch(/not an address elsewhere/);
});

it('leaves to other rules what is there, what leaves the deliverable, and what is no text', () => {
  const others = itemOf(['a', 'b', 'c', 'd', 'e'], [1, Medium.Refused, Medium.Outside, Medium.Data, Medium.NoText]);
  expect(scan(rule, [others, { record: { question: '…' } }, {}], { context }).count).toBe(0);
});
