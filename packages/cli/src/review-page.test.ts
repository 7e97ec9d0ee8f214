import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from '../../../scripts/testing/accessibility.js';
import { describeInBrowser, launchBrowser, watchPage } from '../../../scripts/testing/browser.js';
import { freePort, type SpawnedReview, spawnReview } from '../../../scripts/testing/spawn-review.js';
import { HOSTILE, writeReviewDeliverable } from './testing/review-deliverable.js';

const built = existsSync(new URL('../../studio/dist/page/index.html', import.meta.url));
if (!built) console.warn('packages/studio is not built: tests of its page are skipped. Run `pnpm build` first.');

interface Exported {
  readonly given: readonly {
    readonly id: string;
    readonly item: number;
    readonly reviewer: string;
    readonly verdict: string;
    readonly defect: string | null;
    readonly note: string | null;
  }[];
}

const exported = async (page: Page): Promise<Exported> =>
  page.evaluate(async () => (await (await fetch('/api/export.json')).json()) as Exported);

/** Requests that fail because the server is away are told by the console, too. */
const ofUs = (trouble: readonly string[]): string[] => trouble.filter((each) => !/ERR_|Failed to load resource/u.test(each));

const origin = (url: string): string => new URL(url).origin;
const titleOf = (page: Page): Promise<string | null> => page.locator('#item-title').textContent();

const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: '화면' }).getByRole('link', { name, exact: true }).click();

/** Opens the page as a reviewer, at the items to judge. */
async function openAs(browser: Browser, url: string, reviewer: string) {
  const watched = await watchPage(browser, { allowed: origin(url), locale: 'ko-KR' });
  const { page } = watched;
  await page.goto(url);
  await goTo(page, '판정');
  await page.getByLabel('이름').fill(reviewer);
  await page.keyboard.press('Enter');
  return watched;
}

/** Draws a sample by the numbers that the page proposes. */
async function drawSample(page: Page): Promise<void> {
  await goTo(page, '표본 설계');
  await page.getByRole('button', { name: /문항 뽑기/u }).click();
  await page.waitForURL(/#\/judge/u);
}

/** Judges the item on the screen by one key, and waits for the next one. */
async function judgeBy(page: Page, key: string): Promise<void> {
  const before = await titleOf(page);
  await page.keyboard.press(key);
  await expect.poll(() => titleOf(page), { timeout: 20_000 }).not.toBe(before);
}

const KEYS = ['Enter', 'p', '1', 'Enter', '4'];

describe.skipIf(!built)('the review page', () => {
  describeInBrowser('in Chromium', () => {
    let browser: Browser;
    let folder: string;
    let review: SpawnedReview | null = null;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser.close());

    const begin = async (hostile: boolean): Promise<{ argv: string[]; url: string }> => {
      folder = await mkdtemp(join(tmpdir(), 'jatdae-심사-'));
      await writeReviewDeliverable(join(folder, 'delivery'), { items: 80, hostile });
      const argv = [
        join(folder, 'delivery'),
        '--port',
        String(await freePort()),
        '--database',
        join(folder, 'db'),
        '--lang',
        'ko',
      ];
      review = await spawnReview(argv);
      return { argv, url: review.url };
    };
    afterEach(async () => {
      await review?.kill();
      review = null;
      await rm(folder, { recursive: true, force: true });
    });

    it('two reviewers judge fifty items by keys; a reload, a killed server and a lost line lose none and count none twice', async () => {
      const { argv, url } = await begin(false);
      const kim = await watchPage(browser, { allowed: origin(url), locale: 'ko-KR' });
      await kim.page.goto(url);
      await expect.poll(() => kim.page.getByRole('heading', { level: 1 }).textContent()).toContain('자동 검사의 판정');
      await drawSample(kim.page);
      await kim.page.getByLabel('이름').fill('김심사');
      await kim.page.keyboard.press('Enter');
      const lee = await openAs(browser, url, '이심사');
      await Promise.all(
        [kim.page, lee.page].map(async (page) => {
          await page.locator('#item-title').waitFor();
          for (let k = 0; k < 12; k++) await judgeBy(page, KEYS[k % KEYS.length] as string);
        }),
      );

      await kim.page.reload();
      await kim.page.locator('#item-title').waitFor();
      await expect.poll(() => kim.page.locator('.judge-progress').textContent()).toContain('내가 판정 12');

      // The line is cut: what is judged waits, and the item stays.
      await lee.page.context().setOffline(true);
      const waiting = await titleOf(lee.page);
      await lee.page.keyboard.press('Enter');
      await lee.page.getByText('이 판정을 가지고 있으며').waitFor();
      expect(await titleOf(lee.page)).toBe(waiting);
      await lee.page.context().setOffline(false);
      await expect.poll(() => titleOf(lee.page), { timeout: 20_000 }).not.toBe(waiting);

      // The server dies while a judgement is on its way; the tab is even reloaded before it is back.
      await review?.kill();
      await kim.page.keyboard.press('2');
      await kim.page.getByText('이 판정을 가지고 있으며').waitFor();
      review = await spawnReview(argv);
      expect(origin(review.url)).toBe(origin(url));
      await Promise.all([kim.page, lee.page].map((page) => page.reload()));
      await Promise.all([kim.page, lee.page].map((page) => page.locator('#item-title').waitFor()));
      await expect.poll(() => kim.page.locator('.judge-progress').textContent(), { timeout: 20_000 }).toContain('내가 판정 13');
      await Promise.all(
        [kim.page, lee.page].map(async (page) => {
          for (let k = 0; k < 12; k++) await judgeBy(page, KEYS[k % KEYS.length] as string);
        }),
      );

      const { given } = await exported(kim.page);
      expect(given).toHaveLength(50);
      expect(new Set(given.map(({ id }) => id)).size).toBe(50);
      expect(new Set(given.map(({ item, reviewer }) => `${item} ${reviewer}`)).size).toBe(50);
      expect(given.filter(({ reviewer }) => reviewer === '이심사')).toHaveLength(25);
      expect(ofUs([...kim.trouble, ...lee.trouble])).toEqual([]);
    }, 300_000);

    it('a reviewer goes back, mends a judgement, writes a note and takes the last one back', async () => {
      const { url } = await begin(false);
      const { page, trouble } = await watchPage(browser, { allowed: origin(url), locale: 'ko-KR' });
      await page.goto(url);
      await page.getByRole('heading', { level: 1, name: '자동 검사의 판정' }).waitFor();
      await drawSample(page);
      await page.getByLabel('이름').fill('김심사');
      await page.keyboard.press('Enter');
      await page.locator('#item-title').waitFor();
      for (const key of ['Enter', 'Enter', 'Enter']) await judgeBy(page, key);
      const fourth = await titleOf(page);
      await judgeBy(page, 'k');
      expect(await titleOf(page)).toBe('표본 3번');
      expect(await page.locator('.status').textContent()).toContain('지금 판정: 이상 없음');
      await page.keyboard.press('n');
      await page.keyboard.type('3번은 선택지 가와 다가 같은 뜻');
      await page.keyboard.press('Escape');
      await judgeBy(page, '5');
      expect(await titleOf(page)).toBe(fourth);
      await judgeBy(page, 'Enter');
      await judgeBy(page, 'u');
      expect(await titleOf(page)).toBe(fourth);
      // What is not said stays unsaid: `other` waits for its reason, and a held key judges nothing.
      await page.keyboard.press('8');
      expect(await page.locator('#note-help').textContent()).toContain('사유를 적고');
      expect(await titleOf(page)).toBe(fourth);
      await page.keyboard.type('지문이 없음');
      await judgeBy(page, 'Control+Enter');
      const { given } = await exported(page);
      expect(given.map(({ item, verdict, defect, note }) => [item, verdict, defect, note])).toEqual([
        [1, 'pass', null, null],
        [2, 'pass', null, null],
        [3, 'pass', null, null],
        [3, 'defect', 'unclear-choices', '3번은 선택지 가와 다가 같은 뜻'],
        [4, 'pass', null, null],
        [4, 'withdrawn', null, null],
        [4, 'defect', 'other', '지문이 없음'],
      ]);
      expect(ofUs(trouble)).toEqual([]);
    }, 120_000);

    it('nothing of a hostile deliverable is more than text, on any screen', async () => {
      const { url } = await begin(true);
      const { page, trouble } = await openHostile(browser, url);
      for (let k = 0; k < HOSTILE.length; k++) {
        expect(await page.locator('.question').textContent()).toContain('가장 알맞은 것은');
        await page.keyboard.press('n');
        await page.keyboard.type(HOSTILE[k] as string);
        await page.keyboard.press('Escape');
        await judgeBy(page, String((k % 7) + 1));
      }
      for (const name of ['시작', '보고서', '표본 설계', '진척', '이견', '면제', '마감']) {
        await goTo(page, name);
        await page.getByRole('heading', { level: 1 }).waitFor();
      }
      await goTo(page, '보고서');
      await page.getByLabel('찾기').fill('I005');
      await page.locator('.finding-list a', { hasText: 'I005' }).first().click();
      await page.locator('.excerpt').waitFor();
      await page.getByLabel('사유').fill(HOSTILE.join(' '));
      await page.getByRole('button', { name: '면제', exact: true }).click();
      await goTo(page, '면제');
      await page.locator('.waiver-list').waitFor();
      expect(ofUs(trouble)).toEqual([]);
      expect(await page.locator('main script, main iframe, main style, main img:not([src^="/media/"])').count()).toBe(0);
    }, 180_000);

    it('every screen meets WCAG AA, light and dark', async () => {
      const { url } = await begin(false);
      const { page, trouble } = await watchPage(browser, { allowed: origin(url), locale: 'ko-KR' });
      await page.goto(url);
      await page.getByRole('heading', { level: 1, name: '자동 검사의 판정' }).waitFor();
      const faults: string[] = [];
      const look = async (name: string): Promise<void> => {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}, ${colorScheme}: ${fault}`));
        }
      };
      await look('start');
      await goTo(page, '표본 설계');
      await page.getByRole('button', { name: /문항 뽑기/u }).waitFor();
      await look('plan');
      await drawSample(page);
      await look('reviewer');
      await page.getByLabel('이름').fill('김심사');
      await page.keyboard.press('Enter');
      await page.locator('#item-title').waitFor();
      await look('judge');
      await page.keyboard.press('?');
      await look('keys');
      await page.keyboard.press('Escape');
      for (const key of KEYS) await judgeBy(page, key);
      await page.keyboard.press('8');
      await look('a note is needed');
      await page.keyboard.press('Escape');
      for (const name of ['진척', '마감', '이견', '면제', '보고서']) {
        await goTo(page, name);
        await page.getByRole('heading', { level: 1, name }).waitFor();
        await look(name);
      }
      await page.locator('.finding-list a').first().click();
      await page.locator('#reason').waitFor();
      await look('finding');
      expect(faults).toEqual([]);
      expect(ofUs(trouble)).toEqual([]);
    }, 180_000);
  });
});

async function openHostile(browser: Browser, url: string) {
  const watched = await watchPage(browser, { allowed: origin(url), locale: 'ko-KR' });
  await watched.page.goto(url);
  await watched.page.getByRole('heading', { level: 1 }).waitFor();
  await drawSample(watched.page);
  await watched.page.getByLabel('이름').fill(HOSTILE[1]);
  await watched.page.keyboard.press('Enter');
  await watched.page.locator('#item-title').waitFor();
  return watched;
}
