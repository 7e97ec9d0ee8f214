/** Real Chromium for tests of pages. It stands here because packages whose imports may not meet (report, studio) share it. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';

const CHROMIUM = process.env.JATDAE_CHROMIUM ?? '/usr/bin/chromium';

const hasChromium = existsSync(CHROMIUM);

/** `describe` for tests that need Chromium; where there is none they are skipped, and their name says how to have them run. */
export function describeInBrowser(name: string, body: () => void): void {
  const enable = `needs Chromium at ${CHROMIUM}: apt-get install chromium fonts-noto-cjk, or JATDAE_CHROMIUM=/path/to/chromium`;
  describe.skipIf(!hasChromium)(hasChromium ? name : `${name} (${enable})`, body);
}

/** A Chromium that asks nothing of any network by itself. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    // Chromium's sandbox does not start as root, as which containers run.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page and what it did that a page of ours never does, in order: dialogs, errors, requests beyond `allowed`. */
export interface WatchedPage {
  readonly page: Page;
  readonly trouble: readonly string[];
}

/**
 * Opens an empty page in a context of its own. Requests to anything but `allowed` (a prefix) are refused and noted, as are dialogs, errors of scripts and of
 * the console, which is where Chromium tells of what a content security policy stopped.
 */
export async function watchPage(
  browser: Browser,
  options: BrowserContextOptions & { readonly allowed?: string } = {},
): Promise<WatchedPage> {
  const { allowed = 'file:', ...context } = options;
  const page = await (await browser.newContext(context)).newPage();
  const trouble: string[] = [];
  page.on('dialog', async (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble.push(`console: ${message.text()}`);
  });
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url.startsWith(allowed) || url.startsWith('data:')) return route.continue();
    trouble.push(`request: ${url}`);
    return route.abort();
  });
  return { page, trouble };
}
