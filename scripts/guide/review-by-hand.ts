import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort, spawnReview } from '../testing/spawn-review.js';

interface ReviewByHand {
  /** where the guide's commands run */
  readonly folder: string;
  /** after `review` */
  readonly words: readonly string[];
  readonly language: 'ko' | 'en';
  /** where pictures go */
  readonly images: string;
}

type Say = (ko: string, en: string) => string;

/** What the guide tells reviewers to do on the page, with a picture of each screen; leaves judgements.json and waivers.yaml in the folder. */
export async function reviewByHand(browser: Browser, { folder, words, language, images }: ReviewByHand): Promise<void> {
  const t: Say = (ko, en) => (language === 'ko' ? ko : en);
  const review = await spawnReview([...words, '--port', String(await freePort())], folder);
  const context = await browser.newContext({ viewport: { width: 1120, height: 760 }, locale: 'ko-KR', acceptDownloads: true });
  const page = await context.newPage();
  const shoot = async (name: string): Promise<void> => {
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(images, `review-${name}.${language}.png`), animations: 'disabled' });
  };
  const goTo = (name: string) => page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click();
  try {
    await page.goto(review.url);
    await page
      .getByRole('heading', { level: 1, name: t('자동 검사의 판정', 'Verdict of the automatic checks') })
      .waitFor({ timeout: 120_000 });
    await waive(page, goTo, t);
    await shoot('waive');
    await page.getByRole('button', { name: t('면제', 'Waive'), exact: true }).click();
    await page.getByRole('button', { name: t('면제 취소', 'Take the waiver back') }).waitFor();

    await goTo(t('표본 설계', 'Sample'));
    await page.getByLabel(t('요구 정확도 p', 'Required accuracy p')).fill('95');
    await page.getByLabel(t('오차한계 e', 'Margin e')).fill('9.5');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: t('240문항 뽑기', 'Draw 240 items') }).waitFor();
    await shoot('plan');
    await page.getByRole('button', { name: t('240문항 뽑기', 'Draw 240 items') }).click();

    await page.locator('#item-title').waitFor();
    for (const key of ['Enter', 'p', '1', 'Enter']) await judgeBy(page, key);
    await shoot('judge');
    await judgeTheRest(page, t('김심사', 'Kim'));
    await judgeTheRest(page, t('이심사', 'Lee'));

    await goTo(t('이견', 'Disagreements'));
    await page.locator('#item-title').waitFor();
    await shoot('disagreement');
    await page.keyboard.press('Enter');
    await page.getByText(t('1건 가운데 0건이 남았습니다', '0 of 1 disagreements are left')).waitFor();

    await goTo(t('마감', 'Closing'));
    await page.locator('.verdict.pass').waitFor();
    await shoot('closing');
    for (const name of ['judgements.json', 'waivers.yaml']) {
      const download = page.waitForEvent('download');
      await page.locator(`a[download="${name}"]`).click();
      await (await download).saveAs(join(folder, name));
    }
  } finally {
    await context.close();
    await review.interrupt();
  }
}

async function waive(page: Page, goTo: (name: string) => Promise<void>, t: Say): Promise<void> {
  await goTo(t('보고서', 'Report'));
  await page.getByLabel(t('이름', 'Name')).fill(t('김심사', 'Kim'));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /I005/u }).click();
  await page.locator('.excerpt').waitFor();
  await page
    .getByLabel(t('사유', 'Reason'))
    .fill(t('원본 시험에 같은 선택지가 두 번 있어 그대로 옮김', 'both choices stand in the source as they are'));
}

async function judgeBy(page: Page, key: string): Promise<void> {
  const title = page.locator('#item-title');
  const before = await title.textContent();
  await page.keyboard.press(key);
  await title.filter({ hasNotText: new RegExp(`^${before}$`, 'u') }).waitFor();
}

/** The rest of a reviewer's afternoon, by the requests that the page sends. The second reviewer sees one item otherwise. */
async function judgeTheRest(page: Page, reviewer: string): Promise<void> {
  await page.evaluate(async (name) => {
    const post = async (path: string, body: object): Promise<unknown> => {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    };
    const others = (await (await fetch('/api/judgements')).json()) as { item: number; reviewer: string; verdict: string }[];
    const passed = new Set(others.filter(({ verdict }) => verdict === 'pass').map(({ item }) => item));
    let differs = others.some(({ reviewer: other }) => other !== name);
    for (;;) {
      const { items } = (await post('/api/next', { reviewer: name, count: 5, subMetric: null })) as { items: { item: number }[] };
      if (items.length === 0) return;
      for (const { item } of items) {
        const isDefect = differs && passed.has(item);
        if (isDefect) differs = false;
        const said = isDefect
          ? { verdict: 'defect', defect: 'unclear-question', note: '"이때"가 언제인지 알 수 없음' }
          : { verdict: 'pass', defect: null, note: null };
        await post('/api/judgements', { id: crypto.randomUUID(), item, reviewer: name, ...said });
      }
    }
  }, reviewer);
}
