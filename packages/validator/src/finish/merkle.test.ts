import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { merkleRoot } from './merkle.js';

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

it('is the tree of RFC 6962 over leaves of a path and a hash', () => {
  const sha = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const leaf = (path: string) => sha(Buffer.of(0), Buffer.from(path), Buffer.of(0), Buffer.from(hex(path), 'hex'));
  const node = (left: Buffer, right: Buffer) => sha(Buffer.of(1), left, right);
  const [a, b, c, d, e] = ['a', 'b', '다', '라', '마'].map(leaf) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  expect(merkleRoot(files(['a']))).toBe(a.toString('hex'));
  expect(merkleRoot(files(['다', 'a', 'b']))).toBe(node(node(a, b), c).toString('hex'));
  expect(merkleRoot(files(['a', 'b', '다', '라', '마']))).toBe(node(node(node(a, b), node(c, d)), e).toString('hex'));
});
