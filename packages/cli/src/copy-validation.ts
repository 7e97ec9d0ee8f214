import { formatCount } from '@jatdae/report';
import type { Report } from '@jatdae/schema';
import type { Context } from './context.js';

/** Findings by rule, before and after. */
export function validationText(before: Report, after: Report, { text }: Context): string {
  const of = ({ rules }: Report, code: string): number => rules.find((rule) => rule.code === code)?.count ?? 0;
  const rows = after.rules
    .filter(({ code }) => of(before, code) !== of(after, code) || of(after, code) > 0)
    .map(({ code, name }) => `  ${code} ${name}: ${formatCount(of(before, code))} → ${formatCount(of(after, code))}`);
  const verdicts = {
    accepted: ['합격', 'accepted'],
    rejected: ['불합격', 'rejected'],
    incomplete: ['판정 보류', 'incomplete'],
  } as const;
  const [ko, en] = verdicts[after.verdict];
  return [
    '',
    text('지적의 수(고치기 전 → 고친 뒤):', 'Findings, before and after:'),
    ...(rows.length === 0 ? [text('  없음', '  none')] : rows),
    text(
      `문항 ${formatCount(after.deliverable?.items ?? 0)}개 · 고친 뒤의 판정: ${ko} (jatdae validate로 자세히 봅니다)`,
      `${formatCount(after.deliverable?.items ?? 0)} items · verdict of the copy: ${en} (see jatdae validate)`,
    ),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
