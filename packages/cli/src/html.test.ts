import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { main } from './main.js';
import { makeDeliverable } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

it('writes a page whose findings stand beside their records, without the answers of the leaderboard', async () => {
  // No record has an id, which is a finding of each; the first and the eleventh are the leaderboard's.
  const root = await makeDeliverable({ items: 20 });
  const manifest = join(root, 'benchmark.yaml');
  const text = (await readFile(manifest, 'utf8')).replace('id: id,', 'id: number,');
  await writeFile(manifest, text);
  const path = join(root, '..', `보고서-${process.pid}.html`);
  try {
    expect(await main(['validate', root, '-o', path, '--format', 'json'], recorder())).toBe(1);
    const page = await readFile(path, 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="ko">/u);
    expect(page).toContain('불합격');
    const [, packed = ''] = /<script type="application\/gzip" id="data">([^<]*)</u.exec(page) ?? [];
    const { records } = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString()) as { records: readonly string[] };
    expect(records).toHaveLength(20);
    expect(records.map((record) => (JSON.parse(record) as { answer: unknown }).answer)).toEqual(
      Array.from({ length: 20 }, (_, at) => (at % 10 === 0 ? '●●●' : at % 4)),
    );
  } finally {
    await rm(root, { recursive: true });
    await rm(path, { force: true });
  }
});
