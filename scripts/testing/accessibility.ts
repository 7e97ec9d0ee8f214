import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds against WCAG 2.1 A and AA on a page as it stands, as `rule: element`; contrast included. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run(where: unknown, options: unknown): Promise<Found> } };
    const { violations } = await checker.run('html', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  });
}

interface Found {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: readonly string[] }[] }[];
}
