import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { JudgementRequest } from '../api.js';
import { StoreFailure } from './database.js';
import { judgementsOf, storeJudgement } from './judgements.js';
import { openDatabase } from './open-database.js';
import { reviewOf, storePlan } from './reviews.js';

/** A disk of its own, small enough to be filled; null where nobody may mount one. */
async function smallDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'jatdae-디스크-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
}

const disk = await smallDisk();
if (disk === null) console.warn('No disk can be mounted here (root on Linux can): a review on a full disk is not tested.');
afterAll(async () => {
  if (disk === null) return;
  execFileSync('umount', [disk]);
  await rm(disk, { recursive: true });
});

const judgement = (item: number): JudgementRequest => ({
  id: randomUUID(),
  item,
  reviewer: '가',
  verdict: 'defect',
  defect: 'other',
  // So random that it cannot be stored smaller.
  note: Array.from({ length: 100 }, () => randomUUID()).join(''),
});

it.skipIf(disk === null)('a full disk loses nothing that was acknowledged, and goes on once there is room', async () => {
  const [folder, filler] = [join(disk ?? '', 'review'), join(disk ?? '', 'filler')];
  await mkdir(folder);
  const database = await openDatabase(folder);
  const review = await reviewOf(database, { name: 'full', version: '1.0.0', frame: 'aa' });
  const item = { subMetric: 'a', id: null, path: 'a', record: 1, print: 'aa', sha256: '0'.repeat(64), double: false };
  const plan = {
    rule: { method: 'proportion', accuracy: 0.9, confidence: 0.9, margin: 0.1 },
    seed: 's',
    doubleShare: 0,
    strata: [],
  } as const;
  await storePlan(
    database,
    review,
    { ...plan, strata: [] },
    Array.from({ length: 2000 }, (_, k) => ({ ...item, item: k + 1 })),
  );
  const { bavail, bsize } = await statfs(disk ?? '');
  await writeFile(filler, Buffer.alloc(bavail * bsize - (64 << 10)));
  const stored: string[] = [];
  let refused: JudgementRequest | null = null;
  for (let k = 1; k <= 2000 && refused === null; k++) {
    const request = judgement(k);
    try {
      stored.push((await storeJudgement(database, review, request)).judgement.id);
    } catch (error) {
      expect(error).toBeInstanceOf(StoreFailure);
      refused = request;
    }
  }
  if (refused === null) throw new Error('the disk was never full');
  // Several at once: one of them opens the database again, and no two do.
  const again = await Promise.allSettled([refused, refused, refused].map((request) => storeJudgement(database, review, request)));
  expect(again.map((one) => one.status === 'rejected' && one.reason instanceof StoreFailure)).toEqual([true, true, true]);
  await rm(filler);
  expect(await storeJudgement(database, review, refused)).toMatchObject({ repeated: false });
  expect((await judgementsOf(database, review)).map(({ id }) => id)).toEqual([...stored, refused.id]);
  await database.close();
  const later = await openDatabase(folder);
  expect(await judgementsOf(later, review)).toHaveLength(stored.length + 1);
  await later.close();
});
