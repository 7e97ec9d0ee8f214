import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report } from '@jatdae/schema';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { accessibilityFaults } from '../../../../scripts/testing/accessibility.js';
import { describeInBrowser, launchBrowser, type WatchedPage, watchPage } from '../../../../scripts/testing/browser.js';
import { largeReport } from '../testing/large-report.js';
import { SAMPLE_TITLES, sampleFinding, sampleReport } from '../testing/sample-report.js';
import { SAMPLE_STATISTICS } from '../testing/sample-statistics.js';
import type { HtmlOptions } from './page.js';
import { renderHtml } from './render-html.js';

const report = sampleReport({ statistics: SAMPLE_STATISTICS });
const OPTIONS: HtmlOptions = { language: 'ko', titles: SAMPLE_TITLES };

it('is the same bytes whenever and wherever the deliverable was validated', () => {
  const run = { startedAt: '2031-01-01T00:00:00.000Z', seconds: 9, jobs: 64, host: 'elsewhere', peakBytes: 9 };
  expect(renderHtml({ ...report, run }, OPTIONS)).toBe(renderHtml(report, OPTIONS));
});

describeInBrowser('the HTML report in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let watched: WatchedPage;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jatdae-html-'));
  });
  afterEach(async () => {
    // Whatever a test does: no dialog, no error, no request.
    expect(watched.trouble).toEqual([]);
    await watched.page.context().close();
    await rm(folder, { recursive: true });
  });

  async function open(shown: Report, options: Partial<HtmlOptions> = {}, context: BrowserContextOptions = {}) {
    const file = join(folder, 'report.html');
    await writeFile(file, renderHtml(shown, { ...OPTIONS, ...options }));
    watched = await watchPage(browser, { viewport: { width: 1280, height: 800 }, ...context });
    const { page } = watched;
    await page.goto(pathToFileURL(file).href);
    if (context.javaScriptEnabled !== false && shown.findings.length > 0) await page.locator('.has-browser').waitFor();
    return page;
  }

  it('says the verdict first, and why, with links to what was found', async () => {
    const page = await open(report);
    expect(await page.title()).toBe('불합격 · global-norms-eval · 잣대 검증 보고서');
    expect(await page.locator('.verdict-word').innerText()).toContain('불합격');
    const reasons = await page.locator('.reasons li').allInnerTexts();
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toMatch(/하위 측정 항목마다 1,000셋 이상.*최소 931 \(예절\).*기준: 1,000 이상/su);
    expect(reasons[1]).toContain('이 판에는 아직 없는 규칙입니다.');
  });

  it('has a row for every requirement, sub-metric bars, and plots with words for who cannot see them', async () => {
    const page = await open(report);
    expect(await page.locator('.ledger tbody th[scope=row]').count()).toBe(report.requirements.length);
    const below = await page.locator('.numbers tr.below').allInnerTexts();
    expect(below).toHaveLength(1);
    expect(below[0]).toMatch(/예절\s*기준 미달/u);
    const plots = page.locator('svg.wide');
    expect(await plots.count()).toBe(5);
    for (const plot of await plots.all()) {
      expect(await plot.getAttribute('aria-label')).toMatch(/^.+\. .+$/u);
      expect(await plot.locator('xpath=..').locator('details').count()).toBe(1);
    }
  });

  it('sorts sub-metrics by a column, and says so', async () => {
    const page = await open(report);
    const heading = page.locator('.numbers th', { hasText: '유효' });
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('.numbers tbody th').allInnerTexts()).toEqual(['etiquette', expect.stringContaining('예절')]);
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
  });

  it('finds a finding by keyboard alone: / to search, arrows, Enter, Esc', async () => {
    const page = await open(largeReport(900));
    const status = page.getByRole('status');
    expect(await status.innerText()).toBe('지적 900건 가운데 900건');
    await page.keyboard.press('/');
    await page.keyboard.type('"q-417"');
    expect(await status.innerText()).toBe('지적 900건 가운데 1건');
    await page.keyboard.press('Escape');
    expect(await status.innerText()).toBe('지적 900건 가운데 900건');
    await page.getByRole('grid').focus();
    for (const key of ['End', 'ArrowUp', 'ArrowUp', 'ArrowDown']) await page.keyboard.press(key);
    const active = page.locator('[aria-selected=true]');
    expect(await active.getAttribute('aria-rowindex')).toBe('900');
    expect(await page.getByRole('grid').getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));
    expect(await active.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    const detail = page.getByRole('region', { name: '지적 내용' });
    await expect.poll(() => detail.evaluate((panel) => panel === panel.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('grid').evaluate((grid) => grid === grid.ownerDocument.activeElement)).toBe(true);
  });

  it('filters by severity, rule, file and waiver, and tells how many are left', async () => {
    const findings = [
      ...largeReport(300).findings,
      sampleFinding({
        waived: true,
        waiver: { by: '김심사', reason: '확인함', source: 'reviewer' },
        reply: { state: 'answered', explanation: '그대로 두기로 함', by: '박구축' },
      }),
    ];
    const page = await open({ ...largeReport(300), findings });
    const status = page.getByRole('status');
    await page.getByLabel('경고').uncheck();
    expect(await status.innerText()).toBe('지적 301건 가운데 201건');
    await page.getByLabel('규칙').selectOption('I002');
    expect(await status.innerText()).toBe('지적 301건 가운데 101건');
    await page.getByLabel('면제').selectOption('yes');
    expect(await status.innerText()).toBe('지적 301건 가운데 1건');
    expect(await page.getByRole('region', { name: '지적 내용' }).innerText()).toMatch(
      /확인함 - 김심사.*답변: 그대로 두기로 함 \(박구축\)/su,
    );
    await page.getByRole('button', { name: '조건 지우기' }).click();
    await page.getByLabel('파일').selectOption({ label: 'data/7/items.jsonl (2)' });
    expect(await status.innerText()).toBe('지적 301건 가운데 2건');
  });

  it('leads from a requirement to the findings of its rule', async () => {
    const shown = sampleReport({
      requirements: [{ id: 'Q-IDENTITY', verdict: 'fail', measured: { findings: 100 }, threshold: { max: 0 }, rules: ['I002'] }],
    });
    const page = await open({ ...largeReport(300), requirements: shown.requirements });
    await page.locator('.reasons a').click();
    await expect.poll(() => page.getByRole('status').innerText()).toBe('지적 300건 가운데 100건');
    expect(await page.getByLabel('규칙').inputValue()).toBe('I002');
  });

  it('orders findings by a column whose heading says so', async () => {
    const page = await open(largeReport(300));
    const heading = page.getByRole('columnheader', { name: '규칙' });
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('#finding-0 .code').innerText()).toBe('D001');
    await heading.getByRole('button').click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await page.locator('#finding-0 .code').innerText()).toBe('I006');
  });

  it('marks the place in the record that a finding is about', async () => {
    const text = '{\n  "id": "q-17",\n  "question": "</script><b>수도는?"\n}';
    const start = text.indexOf('"question"');
    const mark = { start, end: text.indexOf('\n}') };
    const related = { text: '{"id": "q-3"}', mark: null };
    const records = new Map([[0, { record: { text, mark }, related, subMetric: '예절' }]]);
    const page = await open(report, { records });
    const detail = page.getByRole('region', { name: '지적 내용' });
    expect(await detail.locator('pre').allTextContents()).toEqual([text, '{"id": "q-3"}']);
    await expect.poll(() => detail.locator('mark').isVisible()).toBe(true);
    expect(await detail.locator('mark').innerText()).toBe('"question": "</script><b>수도는?"');
    await page.getByRole('search').getByLabel('하위 측정 항목').selectOption('0');
    expect(await page.getByRole('status').innerText()).toBe('지적 3건 가운데 1건');
  });

  it('holds more findings than a browser has pixels for in a table of a few rows, to the last one', async () => {
    const page = await open(largeReport(150_000));
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('150001');
    expect(await page.locator('.grid-row').count()).toBeLessThan(60);
    await grid.focus();
    await page.keyboard.press('End');
    const last = page.locator('#finding-149999');
    await expect
      .poll(async () => {
        const [box, own] = await Promise.all([grid.boundingBox(), last.boundingBox()]);
        return box !== null && own !== null && own.y >= box.y && own.y + own.height <= box.y + box.height + 1;
      })
      .toBe(true);
    expect(await page.locator('.grid-row').count()).toBeLessThan(60);
  });

  it('is read without a script: all but the table, with the first findings of each rule', async () => {
    const page = await open(report, {}, { javaScriptEnabled: false });
    expect(await page.locator('.static').innerText()).toContain('같은 식별자 "q-17"이 이미 있습니다.');
    expect(await page.locator('.static').innerText()).toContain('외 1,232건');
  });

  it('is printed as a ledger, sub-metrics and first findings, not as a table that scrolls', async () => {
    const page = await open(report);
    expect(await page.locator('.static').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.static').isVisible()).toBe(true);
    expect(await page.locator('#browser').isVisible()).toBe(false);
    expect(await page.locator('nav').isVisible()).toBe(false);
  });

  it.each([1440, 768, 390])('needs no sideways scrolling at %i pixels', async (width) => {
    const page = await open(report, {}, { viewport: { width, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('meets WCAG AA in the %s scheme at %i pixels, with a finding open', async (colorScheme, width) => {
    const records = new Map([
      [0, { record: { text: '{"id": "q"}', mark: { start: 1, end: 10 } }, related: null, subMetric: '예절' }],
    ]);
    const page = await open(report, { records }, { colorScheme, viewport: { width, height: 800 } });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('#finding-0').click();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('shows a finding over the list on a phone, and closes it again', async () => {
    const page = await open(report, {}, { viewport: { width: 390, height: 800 } });
    const detail = page.locator('.detail');
    expect(await detail.isVisible()).toBe(false);
    await page.locator('#finding-1').click();
    await expect.poll(() => detail.isVisible()).toBe(true);
    await page.getByRole('button', { name: '닫기' }).click();
    expect(await detail.isVisible()).toBe(false);
  });

  it('speaks English where it is asked to', async () => {
    const page = await open(report, { language: 'en' });
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('.verdict-word').innerText()).toContain('REJECTED');
    expect(await page.getByRole('status').innerText()).toBe('3 of 3 findings');
  });

  it('has no section for what is not there', async () => {
    const page = await open(
      sampleReport({
        verdict: 'accepted',
        deliverable: null,
        profile: null,
        requirements: [],
        subMetrics: [],
        rules: [],
        findings: [],
      }),
    );
    expect(await page.locator('main').innerText()).toContain('지적이 없습니다.');
    expect(await page.locator('nav a').allInnerTexts()).toEqual(['요구사항', '지적']);
  });

  const PAYLOADS = [
    `</script><script>alert('data')</script>`,
    `<img src=x onerror=alert('img')><svg onload=alert('svg')>`,
    `"><a href="javascript:alert('href')" autofocus onfocus=alert('focus')>`,
    `<!--<script>\u0000\u2028\u2029\u202eevil\u2066<style>*{display:none}</style><base href=https://example.invalid/>`,
    `\${alert('template')}{{constructor.constructor('alert(1)')()}}`,
  ];

  it.each(PAYLOADS)('runs nothing of what a report says: %j', async (payload) => {
    const poisoned = poison(report, payload);
    const record = { text: payload, mark: { start: 0, end: 3 } };
    const records = new Map([[0, { record, related: record, subMetric: payload }]]);
    const rules = { [payload]: { what: payload, why: payload, fix: payload } };
    const titles = Object.fromEntries(poisoned.requirements.map(({ id }) => [id, { ko: payload, en: payload }]));
    const page = await open(poisoned, { records, rules, titles });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.getByRole('grid').focus();
    for (const key of ['ArrowDown', 'Enter', 'Escape', 'Home', 'Enter']) await page.keyboard.press(key);
    expect(await page.locator('main img, base, a[href^="javascript"], [onerror], [onload], [onfocus]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(2);
    // What is shown of it shows what it is.
    const shown = await page.locator('body').innerText();
    for (const hidden of ['\u0000', '\u2028', '\u202e', '\u2066']) expect(shown).not.toContain(hidden);
    expect(await page.locator('.verdict').isVisible()).toBe(true);
  });
});

const ENUMS: ReadonlySet<string> = new Set(['verdict', 'severity', 'source', 'state', 'metric']);

/** The report with the payload in the place of every text, and in every name of a free object, but for the words that a schema lists. */
function poison<T>(value: T, payload: string): T {
  const walk = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return ENUMS.has(key) ? part : payload;
    if (Array.isArray(part)) return part.map((element) => walk(element, key));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries([
      ...Object.entries(part).map(([name, inner]) => [name, walk(inner, name)]),
      ...(FREE.has(key) ? [[payload, payload]] : []),
    ]);
  };
  return walk(value, '') as T;
}

const FREE: ReadonlySet<string> = new Set(['measured', 'threshold', 'data']);
