import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeDeliverable } from './data/deliverable.js';
import { reviewByHand } from './guide/review-by-hand.js';
import { type Shell, wordsOf } from './guide/shell.js';
import { describeInBrowser, launchBrowser } from './testing/browser.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = join(root, 'packages/cli/bin/jatdae.js');
const built = existsSync(join(root, 'packages/studio/dist/page/index.html'));
if (!built) console.warn('The guide for reviewers is not tried: run `pnpm build` first.');

/** `JATDAE_IMAGES=1` puts the pictures into the docs. */
const keepsImages = process.env.JATDAE_IMAGES !== undefined;

const GUIDES = [
  {
    page: 'guide-reviewers.ko.md',
    language: 'ko',
    first: '납품물',
    second: '재납품',
    receipt: '영수증.json',
    key: '심사자.pem',
    decision: '결정.json',
  },
  {
    page: 'guide-reviewers.md',
    language: 'en',
    first: 'delivery',
    second: 'second',
    receipt: 'receipt.json',
    key: 'reviewer.pem',
    decision: 'decision.json',
  },
] as const;

const PLAN = {
  seed: 7,
  subMetrics: 12,
  itemsPerSubMetric: 1000,
  share: 0.1,
  leaderboardAnswers: 'withheld',
  layout: 'one-file',
  models: 3,
} as const;

/** A delivery with a leak and a doubtful choice, and the next one without the leak. */
async function writeDeliveries(first: string, second: string, scratch: string): Promise<void> {
  const { planted } = await writeDeliverable({ ...PLAN, folder: first, plant: ['leak', 'duplicate-choices'] });
  await writeDeliverable({ ...PLAN, folder: scratch, plant: [] });
  await cp(first, second, { recursive: true });
  const leak = planted.find(({ defect }) => defect === 'leak')?.id;
  const lines = async (folder: string): Promise<string[]> =>
    (await readFile(join(folder, 'data/items.jsonl'), 'utf8')).split('\n');
  const isLeak = (line: string): boolean => line.startsWith(`{"id":"${leak}"`);
  const mended = (await lines(scratch)).find(isLeak) ?? '';
  await writeFile(
    join(second, 'data/items.jsonl'),
    (await lines(first)).map((line) => (isLeak(line) ? mended : line)).join('\n'),
  );
}

describe.skipIf(!built)('the guide for reviewers', () => {
  describeInBrowser('leads from a delivery to a signed decision', () => {
    let browser: Browser;
    let folder: string;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'jatdae-guide-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const run: Shell = (words) => {
      const { FORCE_COLOR, ...rest } = process.env;
      const env = { ...rest, NO_COLOR: '1' };
      const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { cwd: folder, env, encoding: 'utf8' });
      return { status, out: stdout, err: stderr };
    };

    it.each(GUIDES)(
      '$page',
      async ({ page, language, first, second, receipt, key, decision }) => {
        await writeDeliveries(join(folder, first), join(folder, second), join(folder, 'scratch'));
        expect(run(['sign', first, '-o', receipt, '--no-progress']).status).toBe(0);
        const { privateKey } = generateKeyPairSync('ed25519');
        await writeFile(join(folder, key), privateKey.export({ type: 'pkcs8', format: 'pem' }));
        const guide = await readFile(join(root, 'docs', page), 'utf8');
        const images = keepsImages ? join(root, 'docs/images') : folder;
        let last = { status: null as number | null, out: '', err: '' };
        const commands: string[] = [];
        for (const [, kind, text = ''] of guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
          if (kind === 'text') expect(last.out).toContain(text.trim());
          if (kind !== 'sh') continue;
          const [name, command = '', ...more] = wordsOf(text.trim());
          expect(name).toBe('jatdae');
          commands.push(command);
          if (command === 'review') await reviewByHand(browser, { folder, words: more, language, images });
          else {
            last = run([command, ...more]);
            // What was delivered first is rejected.
            expect(last.status, `${text}${last.out}${last.err}`).toBe(command === 'validate' && more[0] === first ? 1 : 0);
          }
        }
        expect(commands).toEqual(['verify', 'validate', 'validate', 'diff', 'review', 'validate', 'sign', 'verify']);
        expect(JSON.parse(await readFile(join(folder, decision), 'utf8'))).toMatchObject({
          report: { verdict: 'accepted' },
          inputs: [{ kind: 'waivers' }, { kind: 'judgements' }],
        });
        for (const [, image = ''] of guide.matchAll(/\]\((images\/[^)]+)\)/g)) {
          expect(existsSync(join(root, 'docs', image)), image).toBe(true);
        }
      },
      600_000,
    );
  });
});
