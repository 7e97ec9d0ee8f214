import { createHash } from 'node:crypto';
import type { HashedFile } from './hash-files.js';

/**
 * Root of a binary Merkle tree over the files, sorted by the code points of their paths. Leaves and inner nodes are told apart by a
 * first byte, as in RFC 6962, section 2.1: leaf = SHA-256(0 ‖ path ‖ 0 ‖ file hash), node = SHA-256(1 ‖ left ‖ right), the left
 * subtree being the largest full one.
 */
export function merkleRoot(files: readonly Pick<HashedFile, 'path' | 'sha256'>[]): string {
  const byPath = [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const leaves = byPath.map(({ path, sha256 }) => sha(Buffer.of(0), Buffer.from(path), Buffer.of(0), Buffer.from(sha256, 'hex')));
  return rootOf(leaves).toString('hex');
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha();
  if (leaves.length === 1) return first;
  const left = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

function sha(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
