import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { PredictionLine } from '../files/line.js';
import { choiceItems, writeDeliverable } from '../testing/asked-deliverable.js';
import { lastWords, startModelServer } from '../testing/model-server.js';

const program = fileURLToPath(new URL('../../../cli/bin/jatdae.js', import.meta.url));
const built = existsSync(new URL('../../../cli/dist/main.js', import.meta.url));
if (!built) console.warn('packages/cli is not built: the run that is killed is skipped. Run `pnpm build` first.');

const ITEMS = 2000;
const CONCURRENCY = 16;
const idIn = (words: string): string => /q-\d+/u.exec(words)?.[0] ?? '';

it.skipIf(!built)(
  'a run of 2,000 items that is killed three times ends with each item answered exactly once, and nothing lost',
  async () => {
    const root = await writeDeliverable([{ id: 'a', itemType: 'multiple-choice', items: choiceItems(ITEMS) }]);
    const out = join(root, 'predictions.jsonl');
    const answered = new Map<string, number>();
    let onAnswer: () => void = () => undefined;
    const server = await startModelServer((asked) => {
      const id = idIn(lastWords(asked));
      answered.set(id, (answered.get(id) ?? 0) + 1);
      onAnswer();
      return { text: 'ABCD'[Number(id.slice(2)) % 4] ?? '', delay: 2 };
    });

    /** Kills the program once the server has answered `after` more; null: never. */
    async function run(after: number | null): Promise<number | string | null> {
      const argv = ['experiment', 'run', root, '--model', 'm', '--base-url', server.url, '--out', out];
      const child = spawn(process.execPath, [program, ...argv, '--concurrency', String(CONCURRENCY)], { stdio: 'ignore' });
      let left = after ?? Number.POSITIVE_INFINITY;
      onAnswer = () => {
        left -= 1;
        if (left === 0) child.kill('SIGKILL');
      };
      return new Promise((resolve, reject) => {
        child.on('error', reject).on('close', (code, signal) => resolve(signal ?? code));
      });
    }

    try {
      for (const after of [300, 501, 702]) expect(await run(after)).toBe('SIGKILL');
      const lines = (await readFile(out, 'utf8')).split('\n').slice(0, -1);
      expect(lines.length).toBeGreaterThan(300 + 501 + 702 - 3 * 2 * CONCURRENCY);
      expect(await run(null)).toBe(0);
      const predictions = (await readFile(out, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as PredictionLine);
      expect(predictions).toHaveLength(ITEMS);
      expect(new Set(predictions.map(({ id }) => id)).size).toBe(ITEMS);
      for (const { id, prediction } of predictions) expect(prediction).toBe('ABCD'[Number(String(id).slice(2)) % 4]);
      // Whatever was in flight at a kill may have been asked again, and nothing else.
      const again = [...answered.values()].reduce((sum, count) => sum + count - 1, 0);
      expect(again).toBeLessThanOrEqual(3 * CONCURRENCY);
      // Started again, a run that is whole asks nothing.
      const before = server.requests.length;
      expect(await run(null)).toBe(0);
      expect(server.requests.length).toBe(before);
    } finally {
      await server.close();
      await rm(root, { recursive: true });
    }
  },
);
