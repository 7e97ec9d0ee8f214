import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { merkleRoot } from './files.js';

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const files = (names: readonly string[]) => names.map((path) => ({ path, sha256: hex(path) }));

it('does not depend on the order in which files are listed', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 }), (names) => {
      expect(merkleRoot(files(names))).toBe(merkleRoot(files([...names].reverse())));
    }),
  );
});

it('changes with a name, a byte or a file', () => {
  const base = files(['가.jsonl', '나.jsonl', '다.jsonl']);
  const others = [
    base.slice(1),
    [...base, ...files(['라.jsonl'])],
    base.map((file, k) => (k === 1 ? { ...file, path: '나2.jsonl' } : file)),
    base.map((file, k) => (k === 2 ? { ...file, sha256: hex('x') } : file)),
  ];
  expect(new Set([base, ...others].map((list) => merkleRoot(list))).size).toBe(5);
});

it('is the hash of nothing for no files, as in RFC 6962', () => {
  expect(merkleRoot([])).toBe(hex(''));
});
