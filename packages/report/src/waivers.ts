import type { FindingWaiver, Language, Report } from '@jatdae/schema';
import type { Page } from './style.js';
import { both, clean, formatCount, wrap } from './text.js';
import { LABELS } from './words.js';

const SOURCES = {
  manifest: both('납품물의 매니페스트', 'the deliverable’s manifest'),
  reviewer: both('심사자의 파일', 'a reviewer’s file'),
} as const;

const STATES = {
  stale: both('해당하는 지적이 없습니다', 'there is no such finding'),
  expired: both('납품일에 이미 끝났습니다', 'it had ended by the delivery date'),
  unseen: both(
    '해당하는 지적이 있는지 알 수 없습니다(규칙이 모두 보지 못했거나 --max-findings를 넘은 지적이 있음)',
    'whether there is such a finding is not known (the rule did not see everything, or findings are over --max-findings)',
  ),
} as const;

/** `reason - who, until when (whose file)`, as a person reads it. */
export function formatWaiver({ by, reason, until, source }: FindingWaiver, language: Language): string {
  const end = until === undefined ? '' : language === 'ko' ? `, ${until}까지` : `, until ${until}`;
  return clean(`${reason} - ${by}${end} (${SOURCES[source][language]})`);
}

/** Waivers that waive nothing: which, with why, and what they say. */
export function idleWaivers(report: Report, language: Language): { readonly why: string; readonly waiver: string }[] {
  return (report.waivers ?? []).flatMap((row) => {
    const { rule, fingerprint, state, findings } = row;
    if (state === 'used') return [];
    const covered =
      findings === 0
        ? ''
        : language === 'ko'
          ? ` (해당 지적 ${formatCount(findings)}건)`
          : ` (it names ${formatCount(findings)})`;
    const which = `${clean(rule)}${fingerprint === undefined ? '' : ` ${clean(fingerprint)}`}`;
    return [{ why: `${which}: ${STATES[state][language]}${covered}`, waiver: formatWaiver(row, language) }];
  });
}

/** Waivers that waive nothing, with why; nothing where each is used. */
export function renderWaivers(report: Report, { language, paint, width }: Page): string[] {
  const idle = idleWaivers(report, language);
  if (idle.length === 0) return [];
  return [
    paint.bold(LABELS.idleWaivers[language]),
    ...idle.flatMap(({ why, waiver }) => [
      ...wrap(why, width - 2).map((line) => `  ${paint.yellow(line)}`),
      ...wrap(waiver, width - 4).map((line) => paint.dim(`    ${line}`)),
    ]),
  ];
}
