/** Pictures of the HTML report for docs/images, of the deliverable that `pnpm quickstart` makes: run that first. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser, watchPage } from './testing/browser.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const images = join(root, 'docs/images');
const report = pathToFileURL(join(root, '.quickstart/report.html')).href;

interface Picture {
  readonly name: string;
  readonly scheme: 'light' | 'dark';
  readonly size: { readonly width: number; readonly height: number };
  show(page: Page): Promise<void>;
}

const choose = async (page: Page, rule: string): Promise<void> => {
  await page.getByLabel('규칙').selectOption(rule);
  await page.locator('#finding-0').click();
};

const PICTURES: readonly Picture[] = [
  { name: 'html-report', scheme: 'light', size: { width: 1200, height: 720 }, show: async () => {} },
  {
    name: 'html-report-finding',
    scheme: 'light',
    size: { width: 1200, height: 820 },
    async show(page) {
      await choose(page, 'I006');
      await page.locator('nav a[href="#findings"]').click();
    },
  },
  {
    name: 'html-report-dark',
    scheme: 'dark',
    size: { width: 1200, height: 820 },
    show: (page) => page.locator('nav a[href="#plots"]').click(),
  },
];

await mkdir(images, { recursive: true });
const browser = await launchBrowser();
for (const { name, scheme, size, show } of PICTURES) {
  const { page, trouble } = await watchPage(browser, { viewport: size, colorScheme: scheme });
  await page.goto(report);
  await page.locator('.has-browser').waitFor();
  await show(page);
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' });
  if (trouble.length > 0) throw new Error(`${name}: ${trouble.join(', ')}`);
  await page.context().close();
}
await browser.close();
