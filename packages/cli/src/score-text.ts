import { clean, formatCount, formatPlace } from '@jatdae/report';
import type { Finding, Localized } from '@jatdae/schema';
import type { DescribedEvidence, ScoredExperiment, ScoredSubMetric } from '@jatdae/validator';
import type { Context } from './context.js';
import { tableLines } from './table.js';

export interface Scores extends Required<DescribedEvidence> {
  readonly deliverable: { readonly name: string | null; readonly version: string | null };
  readonly findings: readonly Finding[];
}

const STATES: Readonly<Record<ScoredSubMetric['state'], Localized>> = {
  reproduced: { ko: '재현됨', en: 'reproduced' },
  differs: { ko: '다름', en: 'differs' },
  undeclared: { ko: '신고 없음', en: 'not declared' },
  unverified: { ko: '신고한 그대로', en: 'as declared' },
};

const FINDINGS_SHOWN = 20;

export function scoreText({ experiments, floors, findings }: Scores, { language, text }: Context): string {
  const head = [
    text('실험', 'experiment'),
    text('하위 측정 항목', 'sub-metric'),
    text('지표', 'metric'),
    text('문항', 'items'),
    text('신고', 'declared'),
    text('재계산', 'recomputed'),
    text('95% 구간', '95 % interval'),
    text('무작위', 'random'),
    text('판정', 'state'),
  ];
  const random = new Map(floors.map(({ id, random: share }) => [id, share]));
  const rows = experiments.flatMap(({ id, scores }) =>
    scores
      .filter(({ items, declared }) => items > 0 || declared !== null)
      .map((score) => [
        clean(id),
        clean(score.subMetric),
        clean(score.as === undefined ? (score.metric ?? '-') : `${score.metric} (${score.as})`),
        formatCount(score.items),
        score.declared === null ? '-' : String(score.declared),
        shown(score.recomputed),
        score.interval === undefined ? '-' : score.interval.map((bound) => bound.toFixed(4)).join('–'),
        shown(random.get(score.subMetric) ?? undefined),
        STATES[score.state][language],
      ]),
  );
  const table = tableLines([head, ...rows]);
  return `${[...table, '', ...experiments.map((experiment) => readingLine(experiment, text)), ...findingLines(findings, language, text)].join('\n')}\n`;
}

const shown = (score: number | undefined): string => (score === undefined ? '-' : score.toFixed(4));

function readingLine({ id, predictions, extraction }: ScoredExperiment, text: Context['text']): string {
  const rules = Object.entries(extraction.extracted);
  const extracted = rules.reduce((sum, [, count]) => sum + count, 0);
  const [all, direct, read, failed] = [predictions, extraction.direct, extracted, extraction.failed].map(formatCount);
  const by = rules.length === 0 ? '' : ` (${rules.map(([rule, count]) => `${rule} ${formatCount(count)}`).join(', ')})`;
  return text(
    `${clean(id)}: 예측 ${all}건 · 그대로 읽은 답 ${direct} · 규칙(판 ${extraction.version})으로 뽑은 답 ${read}${by} · 읽지 못한 답 ${failed}`,
    `${clean(id)}: predictions ${all} · answers read as they are ${direct} · taken out by rules (version ${extraction.version}) ${read}${by} · not readable ${failed}`,
  );
}

function findingLines(findings: readonly Finding[], language: Context['language'], text: Context['text']): string[] {
  if (findings.length === 0) return [];
  const lines = findings
    .slice(0, FINDINGS_SHOWN)
    .map(({ code, place, message }) => `  ${code} ${formatPlace(place, language)}\n    ${clean(message)}`);
  const rest = findings.length - lines.length;
  const more = text(`  이 밖에 ${formatCount(rest)}건 (--format json)`, `  and ${formatCount(rest)} more (--format json)`);
  return ['', text('지적', 'Findings'), ...lines, ...(rest > 0 ? [more] : [])];
}
