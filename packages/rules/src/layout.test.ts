import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parsePage, RULE_FAMILIES } from '../../../scripts/gen-registry.js';
import { loadPage, RULES } from './index.js';

const source = fileURLToPath(new URL('.', import.meta.url));

function filesOf(family: string): string[] {
  if (!existsSync(`${source}${family}`)) return [];
  return readdirSync(`${source}${family}`).filter((name) => /^[A-Z]\d{3}-/.test(name));
}

const stems = Object.entries(RULE_FAMILIES).flatMap(([letter, family]) =>
  [...new Set(filesOf(family).map((name) => name.replace(/(\.test)?\.(ts|md)$/, '')))].map((stem) => ({ letter, family, stem })),
);

it.each(stems)(
  '$stem has its rule, its page and its test side by side, in the folder of its letter',
  ({ letter, family, stem }) => {
    expect(stem[0]).toBe(letter);
    const own = filesOf(family).filter((name) => name.startsWith(`${stem}.`));
    expect(own.sort()).toEqual([`${stem}.md`, `${stem}.test.ts`, `${stem}.ts`]);
  },
);

it('every rule file is in the registry once, under the code and the name of its file, sorted by code', () => {
  const registered = RULES.map(({ meta }) => `${meta.code}-${meta.name}`);
  expect(registered).toEqual(stems.map(({ stem }) => stem).sort());
  expect(new Set(RULES.map(({ meta }) => meta.code)).size).toBe(RULES.length);
});

it.each(stems)('the page of $stem has its sections in both languages, and explain shows them', async ({ family, stem }) => {
  const text = readFileSync(`${source}${family}/${stem}.md`, 'utf8');
  expect(text.startsWith(`# ${stem.replace('-', ' ')}\n`)).toBe(true);
  const page = parsePage(text, stem);
  expect(await loadPage(stem.slice(0, 4))).toEqual(page);
  expect(page.ko.what).toMatch(/[가-힣]/);
  expect(page.en.what).not.toMatch(/[가-힣]/);
});

it.each(RULES.map(({ meta }) => meta))(
  'the messages of $code fill the same places in Korean and in English',
  ({ message, words }) => {
    const sentences = [message, ...Object.values(words ?? {}).flatMap((table) => Object.values(table))];
    for (const { ko, en } of sentences) expect(placeholders(ko)).toEqual(placeholders(en));
    for (const { ko } of sentences) expect(ko).toMatch(/[가-힣{]|SHA-256/);
  },
);

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();
