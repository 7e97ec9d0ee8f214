import { expect, it } from 'vitest';
import type { ScanRule } from '../contract.js';
import { RULES } from '../index.js';
import { around, createDice, DECOYS, PLANTED } from '../testing/planted.js';
import { judgeTexts, noticeProfile } from '../testing/privacy.js';
import { createMask } from './mask.js';

const profile = await noticeProfile();
const rules = RULES.filter((rule): rule is ScanRule => rule.kind === 'scan' && rule.meta.code.startsWith('P'));
const mask = createMask(profile);
const TEXTS = 500;
const SEEDS = 3;

function textsOf(write: (dice: ReturnType<typeof createDice>) => string, seed: number): string[] {
  const dice = createDice(seed);
  return Array.from({ length: TEXTS }, () => write(dice));
}

/** Records in which a rule found something, in order. */
function foundBy(rule: ScanRule, texts: readonly string[]): ReadonlySet<number> {
  const { count, drafts } = judgeTexts(rule, texts, profile, TEXTS);
  expect(drafts).toHaveLength(count);
  return new Set(drafts.map(({ at }) => at?.record ?? -1));
}

const kinds = Object.entries(PLANTED).flatMap(([code, planters]) =>
  Object.entries(planters).map(([kind, plant]) => ({ code, kind, plant })),
);

it.each(kinds)('$code finds every planted value: $kind', ({ code, plant }) => {
  const rule = rules.find(({ meta }) => meta.code === code) as ScanRule;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const texts = textsOf(plant, seed);
    const found = foundBy(rule, texts);
    expect(texts.filter((_, k) => !found.has(k))).toEqual([]);
    // What the glance at the bytes passes over is exactly what has nothing in it.
    expect(texts.filter((text) => mask(text) === text)).toEqual([]);
  }
});

it.each(Object.entries(DECOYS))('nothing is found in decoys: %s', (_, write) => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const texts = textsOf((dice) => around(dice, write(dice)), seed);
    for (const rule of rules) {
      const found = foundBy(rule, texts);
      expect({ code: rule.meta.code, found: texts.filter((_text, k) => found.has(k)) }).toEqual({
        code: rule.meta.code,
        found: [],
      });
    }
  }
});
