/** What a report of many findings costs in each format, and its page in Chromium: `npx tsx -C source scripts/measure-reports.ts [findings] [runs]`. Build before. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { FORMATS } from '../packages/report/src/index.js';
import { largeReport } from '../packages/report/src/testing/large-report.js';
import type { Report } from '../packages/schema/src/index.js';
import { launchBrowser, watchPage } from './testing/browser.js';

const [findings = 100_000, runs = 5] = process.argv.slice(2).map(Number);

interface Cost {
  /** milliseconds of the page's main thread */
  readonly cpu: number;
  /** milliseconds until what came of it was painted */
  readonly wall: number;
}

type Meter = (name: string, act: () => Promise<unknown>) => Promise<void>;

const painted = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');

/** Sets the search as typing does, at once. */
const search = (page: Page, text: string): Promise<unknown> => page.locator('input[type=search]').fill(text);

async function createMeter(page: Page, costs: Map<string, Cost[]>): Promise<Meter> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const cpu = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  return async (name, act) => {
    const [before, start] = [await cpu(), performance.now()];
    await act();
    await painted(page);
    const cost = { wall: performance.now() - start, cpu: (await cpu()) - before };
    costs.set(name, [...(costs.get(name) ?? []), cost]);
  };
}

async function measure(page: Page, url: string, costs: Map<string, Cost[]>): Promise<void> {
  const timed = await createMeter(page, costs);
  await timed('load', async () => {
    await page.goto(url);
    await page.locator('.has-browser').waitFor();
  });
  await timed('first search', () => search(page, 'q-'));
  for (const text of ['q-9', 'q-99', 'q-999', 'zzzz', '']) await timed('search', () => search(page, text));
  await timed('filter', () => page.locator('.chip input').nth(1).click());
  await page.locator('.chip input').nth(1).click();
  await timed('sort by place', () => page.locator('.grid-head button').nth(2).click());
  for (let k = 0; k < 20; k++) await timed('scroll', () => page.evaluate("document.querySelector('.grid').scrollTop += 3000"));
}

const median = (values: readonly number[]): string => (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(0);

/** Written as a command would, to the disk and in pieces. */
async function measureFormats(folder: string, report: Report): Promise<void> {
  console.log(`${report.findings.length} findings | CPU in s | bytes`);
  for (const [name, format] of Object.entries(FORMATS)) {
    const draw = await format.load();
    const path = join(folder, `report.${name}`);
    const before = process.cpuUsage();
    await writeFile(path, draw(report, { language: 'ko', color: false, width: 100 }));
    const { user, system } = process.cpuUsage(before);
    console.log(`${name} | ${((user + system) / 1e6).toFixed(1)} | ${(await stat(path)).size}`);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'jatdae-report-page-'));
const browser = await launchBrowser();
try {
  await measureFormats(folder, largeReport(findings));
  const { href } = pathToFileURL(join(folder, 'report.html'));
  const costs = new Map<string, Cost[]>();
  for (let run = 0; run < runs; run++) {
    const { page } = await watchPage(browser, { viewport: { width: 1440, height: 900 } });
    await measure(page, href, costs);
    await page.context().close();
  }
  console.log(`Chromium ${browser.version()}, medians in ms | CPU of the main thread | until painted`);
  for (const [name, all] of costs) {
    console.log(`${name} | ${median(all.map(({ cpu }) => cpu))} | ${median(all.map(({ wall }) => wall))}`);
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
