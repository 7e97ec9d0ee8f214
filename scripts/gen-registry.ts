import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const SOURCE = 'packages/rules/src';
const RULE_FILE = /^([A-Z]\d{3})-[a-z0-9-]+\.ts$/;

/** Folder of a family by the letter of its codes. */
export const RULE_FAMILIES: Readonly<Record<string, string>> = {
  M: 'manifest',
  F: 'files',
  I: 'items',
  S: 'spec',
  H: 'holdout',
  D: 'duplicates',
  P: 'privacy',
  A: 'media',
  E: 'experiments',
  C: 'consortium',
  T: 'term',
};

/** A rule's page has these sections, in this order; the examples stand once, for both languages. */
const LANGUAGES = {
  ko: { title: '한국어', what: '무엇을 찾나', why: '왜 중요한가', fix: '어떻게 고치나' },
  en: { title: 'English', what: 'What it finds', why: 'Why it matters', fix: 'How to fix it' },
} as const;
const EXAMPLES = { title: '예 · Examples', trips: '걸림 · Trips', passes: '통과 · Passes' } as const;

interface RuleFile {
  readonly code: string;
  /** from the package's source folder, without extension */
  readonly path: string;
}

/** The list of all rules, and the text of their pages. */
export async function generateRegistry(root: string): Promise<Map<string, string>> {
  const rules = await ruleFiles(join(root, SOURCE));
  const imports = rules.map(({ code, path }) => `import { rule as ${code} } from './${path}.js';`);
  const registry = [
    banner('the rule files'),
    "import type { Rule } from './contract.js';",
    ...imports,
    '',
    `export const RULES: readonly Rule[] = [\n${rules.map(({ code }) => `  ${code},\n`).join('')}];`,
    '',
  ];
  const pages = await Promise.all(rules.map((rule) => pageEntry(root, rule)));
  const texts = [
    banner('the rules’ pages'),
    "import type { RulePage } from './page.js';",
    '',
    `export const PAGES: Readonly<Record<string, RulePage>> = {\n${pages.join('')}};`,
    '',
  ];
  return new Map([
    [`${SOURCE}/registry.gen.ts`, registry.join('\n')],
    [`${SOURCE}/pages.gen.ts`, texts.join('\n')],
  ]);
}

const banner = (source: string): string => `// Generated from ${source} by scripts/gen-registry.ts.`;

async function ruleFiles(source: string): Promise<RuleFile[]> {
  const rules: RuleFile[] = [];
  for (const family of await readdir(source, { withFileTypes: true })) {
    if (!family.isDirectory()) continue;
    for (const file of await readdir(join(source, family.name))) {
      const code = RULE_FILE.exec(file)?.[1];
      if (code !== undefined) rules.push({ code, path: `${family.name}/${basename(file, '.ts')}` });
    }
  }
  return rules.sort((a, b) => (a.code < b.code ? -1 : 1));
}

async function pageEntry(root: string, { code, path }: RuleFile): Promise<string> {
  const name = `${SOURCE}/${path}.md`;
  const page = parsePage(await readFile(join(root, name), 'utf8'), name);
  return `  ${code}: ${JSON.stringify(page)},\n`;
}

type Page = Record<'ko' | 'en', Record<'what' | 'why' | 'fix' | 'trips' | 'passes', string>>;

/** Reads a page; throws with the page's name where a section is missing or empty. */
export function parsePage(text: string, name: string): Page {
  const sections = sectionsOf(text.replaceAll('\r\n', '\n'));
  const section = (title: string, subtitle: string): string => {
    const body = sections.get(`${title}/${subtitle}`);
    if (body === undefined || body === '') throw new Error(`${name}: the section «${title}», «${subtitle}» is missing or empty`);
    return body;
  };
  const trips = withoutFence(section(EXAMPLES.title, EXAMPLES.trips));
  const passes = withoutFence(section(EXAMPLES.title, EXAMPLES.passes));
  const inLanguage = ({ title, what, why, fix }: (typeof LANGUAGES)['ko' | 'en']) => ({
    what: section(title, what),
    why: section(title, why),
    fix: section(title, fix),
    trips,
    passes,
  });
  return { ko: inLanguage(LANGUAGES.ko), en: inLanguage(LANGUAGES.en) };
}

/** Bodies by «heading/subheading». */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  for (const chapter of text.split(/^## /m).slice(1)) {
    const [title, ...parts] = chapter.split(/^### /m);
    for (const part of parts) {
      const end = part.indexOf('\n');
      sections.set(`${title.trim()}/${part.slice(0, end).trim()}`, part.slice(end).trim());
    }
  }
  return sections;
}

const withoutFence = (block: string): string => block.replace(/^```[a-z]*\n/, '').replace(/\n```$/, '');
