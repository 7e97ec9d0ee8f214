import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Files, goodLines, itemOf, manifestText, withFolder } from '../testing/folder.js';
import { validate } from '../validate.js';

/** Forty items in files of many forms under one glob. */
const files: Files = {
  'data/a.jsonl': goodLines(10),
  'data/b.jsonl.gz': gzipSync(goodLines(10, 10)),
  'data/c.json': JSON.stringify([20, 21, 22, 23, 24].map((k) => itemOf(k))),
  'data/d.json': goodLines(5, 25),
  'data/e.jsonl': gzipSync(goodLines(5, 30)),
  'data/f.json.gz': gzipSync(JSON.stringify([itemOf(35)])),
  'data/g': goodLines(4, 36),
};

it.each([undefined, 600])('reads each file of a glob as what it is (split bytes: %s)', async (splitBytes) => {
  const manifest = { 'benchmark.json': manifestText({ path: 'data/*' }) };
  await withFolder({ ...manifest, ...files }, async (root) => {
    const result = await validate(root, { language: 'en', ...(splitBytes === undefined ? {} : { splitBytes }) });
    if (result.status !== 'judged') throw new Error('not judged');
    const { deliverable, subMetrics, rules } = result.report;
    expect(deliverable?.items).toBe(40);
    expect(subMetrics.map(({ unique }) => unique)).toEqual([20, 20]);
    expect(rules.filter(({ code, count }) => /^[FI]/u.test(code) && count > 0)).toEqual([]);
  });
});

it('reads a file of an unknown form as the others are read, and says what is wrong with it', async () => {
  await withFolder(
    { 'benchmark.json': manifestText({ path: 'data/*' }), 'data/a.txt': 'no items\n', 'data/b.jsonl': goodLines(2) },
    async (root) => {
      const result = await validate(root, { language: 'en' });
      if (result.status !== 'judged') throw new Error('not judged');
      expect(result.report.deliverable?.items).toBe(3);
      expect(result.report.findings.filter(({ code }) => code === 'F007').map(({ place }) => place.path)).toEqual(['data/a.txt']);
    },
  );
});
