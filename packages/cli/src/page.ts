import { clean, escapeMarkdown, wrap } from '@jatdae/report';
import { tableLines } from './table.js';

/** A text for people, before it is known whether a terminal or a document shows it. What comes from data is cleaned when it is drawn. */
export interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
  /** the last words */
  readonly close: string;
}

export interface Section {
  readonly title: string;
  /** the first row is the head */
  readonly table?: readonly (readonly string[])[];
  readonly lines?: readonly string[];
}

export function renderPage(page: Page, format: 'pretty' | 'markdown', { columns }: { readonly columns: number }): string {
  return format === 'markdown' ? markdown(page) : pretty(page, columns);
}

function pretty({ title, sections, close }: Page, columns: number): string {
  const blocks = sections.map((section) => [clean(section.title), ...prettyBody(section, columns).map((line) => `  ${line}`)]);
  return `${[wrap(clean(title), columns), ...blocks, wrap(clean(close), columns)].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function prettyBody({ table = [], lines = [] }: Section, columns: number): string[] {
  const rows = tableLines(table.map((row) => row.map(clean)));
  return [...rows, ...lines.flatMap((line) => wrap(clean(line), Math.max(20, columns - 2)))];
}

function markdown({ title, sections, close }: Page): string {
  const blocks = sections.map((section) => [`## ${escapeMarkdown(section.title)}`, '', ...markdownBody(section)].join('\n'));
  return `${[`# ${escapeMarkdown(title)}`, ...blocks, escapeMarkdown(close)].join('\n\n')}\n`;
}

function markdownBody({ table = [], lines = [] }: Section): string[] {
  const rows = table.map((row) => `| ${row.map(escapeMarkdown).join(' | ')} |`);
  const [head, ...rest] = rows;
  const drawn = head === undefined ? [] : [head, `|${' --- |'.repeat(table[0]?.length ?? 0)}`, ...rest];
  return [...drawn, ...(drawn.length > 0 && lines.length > 0 ? [''] : []), ...lines.map((line) => `- ${escapeMarkdown(line)}`)];
}
