import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Judgements } from '@jatdae/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NextReply, ReviewState } from './api.js';
import { type Client, openClient } from './testing/client.js';
import { writeDeliverable } from './testing/deliverable.js';

const program = fileURLToPath(new URL('../../cli/bin/jatdae.js', import.meta.url));
const built = existsSync(new URL('../../cli/dist/main.js', import.meta.url));
if (!built) console.warn('packages/cli is not built: the review that is killed is skipped. Run `pnpm build` first.');

let root = '';
const children: ChildProcess[] = [];
beforeAll(async () => {
  root = await writeDeliverable(60);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(dirname(root), { recursive: true, force: true });
});

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<number | string | null>;
}

async function start(port = '0'): Promise<Running> {
  const database = join(dirname(root), 'review');
  const child = spawn(process.execPath, [program, 'review', root, '--no-open', '--port', port, '--database', database], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const ended = new Promise<number | string | null>((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (piece: Buffer) => {
      text += piece.toString();
      if (text.endsWith('\n')) resolve(text.trim());
    });
    void ended.then((how) => reject(new Error(`ended: ${how}`)));
  });
  return { child, url, ended };
}

async function ready(page: Client): Promise<void> {
  for (;;) {
    const { phase } = await page.json<ReviewState>('/api/state');
    if (phase === 'ready') return;
    if (phase === 'failed') throw new Error('failed');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const PLAN = { rule: { method: 'proportion', accuracy: 0.9, confidence: 0.95, margin: 0.05 }, seed: 's', doubleShare: 0.2 };

it.skipIf(!built)(
  'a server that is killed loses no judgement that it acknowledged, and what is sent again counts once',
  async () => {
    const first = await start();
    const page = await openClient(first);
    await ready(page);
    await page.json('/api/plan', PLAN);
    const acknowledged = new Set<string>();
    const sent = new Map<string, unknown>();
    const work = async (reviewer: string): Promise<void> => {
      for (;;) {
        const [item] = (await page.json<NextReply>('/api/next', { reviewer, count: 1, subMetric: null })).items;
        if (item === undefined) return;
        const request = { id: randomUUID(), item: item.item, reviewer, verdict: 'pass', defect: null, note: null };
        sent.set(request.id, request);
        await page.json('/api/judgements', request);
        acknowledged.add(request.id);
        // In the middle of what the others are doing.
        if (acknowledged.size === 40) first.child.kill('SIGKILL');
      }
    };
    await Promise.allSettled(['가', '나', '다'].map(work));
    expect(await first.ended).toBe('SIGKILL');
    expect(acknowledged.size).toBeGreaterThanOrEqual(40);

    const second = await start(new URL(first.url).port);
    expect(second.url).toBe(first.url);
    await ready(page);
    await expect(start()).rejects.toThrow('ended: 2');
    const kept = (await page.json<Judgements>('/api/export.json')).given.map(({ id }) => id);
    expect(kept).toEqual(expect.arrayContaining([...acknowledged]));
    for (const request of sent.values()) await page.json('/api/judgements', request);
    const { given } = await page.json<Judgements>('/api/export.json');
    expect(given).toHaveLength(sent.size);
    expect(new Set(given.map(({ item, reviewer }) => `${item} ${reviewer}`)).size).toBe(sent.size);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  },
);
