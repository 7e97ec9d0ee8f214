import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser, watchPage } from './browser.js';

describeInBrowser('a watched page', () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'jatdae-browser-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  const open = async (body: string) => {
    const file = join(folder, 'page.html');
    await writeFile(file, `<!doctype html><meta charset="utf-8"><title>페이지</title>${body}`);
    const watched = await watchPage(browser);
    await watched.page.goto(pathToFileURL(file).href);
    return watched;
  };

  it('that does nothing is no trouble', async () => {
    const { page, trouble } = await open('<h1>잣대</h1>');
    expect(await page.title()).toBe('페이지');
    expect(trouble).toEqual([]);
  });

  it('is caught at a dialog, an error, a request, and at what its policy forbids', async () => {
    const { trouble } = await open(
      `<script>alert(1)</script><script>throw new Error('no')</script><img src="https://example.invalid/a.png" alt="">`,
    );
    await expect.poll(() => trouble.join('\n')).toMatch(/request: https:\/\/example\.invalid\/a\.png/u);
    expect(trouble).toEqual(expect.arrayContaining(['dialog: 1', 'error: no']));
    const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><script>alert(2)</script>`;
    const strict = await open(policy);
    await expect.poll(() => strict.trouble.join('\n')).toMatch(/console: .*Content Security Policy/u);
    expect(strict.trouble.join('\n')).not.toContain('dialog');
  });
});
