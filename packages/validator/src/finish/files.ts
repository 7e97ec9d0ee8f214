import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eachFile } from '../plan/make-plan.js';
import type { PlanFile } from '../plan/plan.js';

/** Paths whose size or time is no longer what the plan saw, in plan order. */
export async function changedFiles(root: string, files: readonly PlanFile[]): Promise<string[]> {
  const changed = await eachFile(files, async ({ path, stored, size, modified }) => {
    const now = await stat(join(root, stored)).catch(() => null);
    return now === null || now.size !== size || Math.trunc(now.mtimeMs) !== Math.trunc(modified) ? [path] : [];
  });
  return [...new Set(changed.flat())];
}

/** SHA-256 of a file's bytes, lower-case hex. */
export async function hashFile(root: string, path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(join(root, path), { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export interface HashedFile {
  /** NFC, with slashes */
  readonly path: string;
  /** lower-case hex */
  readonly sha256: string;
}

/**
 * Root of a binary Merkle tree over the files, sorted by the code points of their paths. Leaves and inner nodes are told apart by a
 * first byte, as in RFC 6962, section 2.1: leaf = SHA-256(0 ‖ path ‖ 0 ‖ file hash), node = SHA-256(1 ‖ left ‖ right), the left
 * subtree being the largest full one.
 */
export function merkleRoot(files: readonly HashedFile[]): string {
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
