import { severityWord } from '@jatdae/report';
import type { Language } from '@jatdae/schema';
import type { CatalogueRule } from './catalogue.js';
import { tableLines } from './table.js';
import { toJson } from './text-format.js';

export function rulesJson(rules: readonly CatalogueRule[]): string {
  return toJson(
    rules.map(({ meta, severity, requirements }) => ({
      code: meta.code,
      name: meta.name,
      severity,
      requirements: requirements.map(({ id }) => id),
    })),
  );
}

export function rulesTable(rules: readonly CatalogueRule[], language: Language): string {
  const head = language === 'ko' ? ['코드', '이름', '심각도', '요구사항'] : ['code', 'name', 'severity', 'requirements'];
  const rows = rules.map(({ meta, severity, requirements }) => [
    meta.code,
    meta.name,
    severityWord(severity, language),
    requirements.map(({ id }) => id).join(' '),
  ]);
  return `${tableLines([head, ...rows]).join('\n')}\n`;
}
