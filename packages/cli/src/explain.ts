import { describeValues, severityWord, wrap } from '@jatdae/report';
import { loadPage } from '@jatdae/rules';
import { ACCEPTANCE_REQUIREMENT, type Language, nearestWord, type Requirement } from '@jatdae/schema';
import { type CatalogueRule, loadCatalogue } from './catalogue.js';
import { type TextFormat, toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

export interface ExplainOptions {
  readonly format: TextFormat;
  readonly language: Language;
  readonly columns: number;
}

const HEADINGS = {
  what: { ko: '무엇을 찾습니까', en: 'What it finds' },
  why: { ko: '왜 중요합니까', en: 'Why it matters' },
  fix: { ko: '어떻게 고칩니까', en: 'How to fix it' },
  trips: { ko: '지적되는 예', en: 'An example that trips it' },
  passes: { ko: '통과하는 예', en: 'An example that passes' },
} as const;

const EXAMPLES: ReadonlySet<string> = new Set(['trips', 'passes']);

/** The page of a rule or a requirement. @throws UsageFailure with the nearest code where there is no such one. */
export async function explain(code: string, options: ExplainOptions): Promise<string> {
  const wanted = code.trim().toUpperCase();
  const { rules, requirements } = await loadCatalogue();
  const rule = rules.find(({ meta }) => meta.code === wanted || meta.name.toUpperCase() === wanted);
  if (rule !== undefined) return explainRule(rule, options);
  const requirement = [...requirements, ACCEPTANCE_REQUIREMENT].find(({ id }) => id === wanted);
  if (requirement !== undefined) return explainRequirement(requirement, rules, options);
  const nearest = nearestWord(wanted, [...rules.map(({ meta }) => meta.code), ...requirements.map(({ id }) => id)]);
  throw wrongUsage(
    `이런 규칙이나 요구사항이 없습니다: ${code}.${nearest === null ? '' : ` 혹시 ${nearest}입니까?`} 'jatdae rules'가 모든 규칙을 보여 줍니다.`,
    `There is no rule or requirement ${code}.${nearest === null ? '' : ` Did you mean ${nearest}?`} 'jatdae rules' lists the rules.`,
  );
}

async function explainRule({ meta, severity, requirements }: CatalogueRule, options: ExplainOptions): Promise<string> {
  const { language } = options;
  const text = (await loadPage(meta.code))?.[language];
  if (options.format === 'json') {
    return toJson({ code: meta.code, name: meta.name, severity, requirements: requirements.map(({ id }) => id), ...text });
  }
  const lines = [`${meta.code} ${meta.name} (${severityWord(severity, language)})`];
  for (const key of ['what', 'why', 'fix', 'trips', 'passes'] as const) {
    if (text === undefined) break;
    lines.push(
      '',
      HEADINGS[key][language],
      ...(EXAMPLES.has(key) ? indent(text[key].split('\n')) : paragraphs(text[key], options.columns)),
    );
  }
  if (requirements.length > 0) {
    lines.push('', language === 'ko' ? '이 규칙을 쓰는 요구사항' : 'Requirements that use it');
    lines.push(...requirements.map(({ id, title }) => `  ${id}  ${title[language]}`));
  }
  return `${lines.join('\n')}\n`;
}

function explainRequirement(requirement: Requirement, rules: readonly CatalogueRule[], options: ExplainOptions): string {
  const { language } = options;
  const { id, title, source, threshold, reason, scope } = requirement;
  if (options.format === 'json') {
    return toJson({
      id,
      title: title[language],
      source: source[language],
      threshold,
      reason: reason?.[language] ?? null,
      scope,
      rules: requirement.rules,
    });
  }
  const korean = language === 'ko';
  const limits = describeValues(threshold, 'threshold', language);
  const lines = [`${id} ${title[language]}`, '', korean ? '출처' : 'Source', ...paragraphs(source[language], options.columns)];
  if (limits !== '') lines.push('', korean ? '기준' : 'Threshold', ...paragraphs(limits, options.columns));
  if (reason !== undefined)
    lines.push('', korean ? '이렇게 정한 까닭' : 'Why it is set so', ...paragraphs(reason[language], options.columns));
  if (scope === 'consortium-call') {
    lines.push(
      '',
      ...paragraphs(
        korean
          ? "신청서 여러 건을 함께 보아야 하므로 'jatdae consortium'이 판정합니다."
          : "It spans several applications: 'jatdae consortium' judges it.",
        options.columns,
      ),
    );
  }
  if (requirement.rules.length > 0) lines.push('', korean ? '규칙' : 'Rules');
  for (const code of requirement.rules) {
    const rule = rules.find(({ meta }) => meta.code === code);
    lines.push(
      rule === undefined
        ? `  ${code}  ${korean ? '(아직 없음)' : '(not there yet)'}`
        : `  ${code}  ${rule.meta.name} (${severityWord(rule.severity, language)})`,
    );
  }
  return `${lines.join('\n')}\n`;
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`.trimEnd());

const paragraphs = (text: string, columns: number): string[] =>
  indent(text.split('\n').flatMap((line) => wrap(line, columns - 2)));
