import { formatCount, formatPlace, requirementWord, severityWord, verdictWord } from '@jatdae/report';
import type { Finding } from '@jatdae/schema';
import type { ReportDiff, ReportSide, Undecided } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { Page, Section } from './page.js';

/** What people read of two reports that were compared; `most` findings of each list are shown. */
export function reportDiffPage(diff: ReportDiff, most: number, context: Context): Page {
  const { text } = context;
  const list = (ko: string, en: string, lines: readonly string[]): Section[] =>
    lines.length === 0 ? [] : [{ title: `${text(ko, en)} (${formatCount(lines.length)})`, lines: firstOf(lines, most, context) }];
  const findings = (list: readonly Finding[]): string[] => list.map((finding) => findingLine(finding, context));
  return {
    title: `${sideText(diff.old, context)} → ${sideText(diff.new, context)}`,
    sections: [
      ...cautions(diff, context),
      ...requirementSection(diff, context),
      ...ruleSection(diff, context),
      ...list('새로 생긴 지적', 'New findings', findings(diff.added)),
      ...list('고쳐진 지적', 'Fixed findings', findings(diff.fixed)),
      ...list('남은 지적', 'Remaining findings', findings(diff.remaining)),
      ...list(
        '알 수 없는 지적',
        'Undecided findings',
        diff.undecided.map((one) => undecidedLine(one, context)),
      ),
    ],
    close: summary(diff, context),
  };
}

function sideText({ deliverable, verdict }: ReportSide, { text, language }: Context): string {
  const name = deliverable === null ? text('(이름 없음)', '(unnamed)') : `${deliverable.name} ${deliverable.version}`;
  return `${name} [${verdictWord(verdict, language)}]`;
}

function cautions({ madeOtherwise, old, new: now }: ReportDiff, { text }: Context): Section[] {
  const profile = (side: ReportSide): string => (side.profile === null ? '-' : `${side.profile.name} (${side.profile.version})`);
  const lines = madeOtherwise.map((what) =>
    what === 'tool'
      ? text(`도구의 판이 다릅니다: ${old.jatdae} → ${now.jatdae}`, `Made by another version: ${old.jatdae} → ${now.jatdae}`)
      : text(
          `프로파일이 다릅니다: ${profile(old)} → ${profile(now)}`,
          `Judged by another profile: ${profile(old)} → ${profile(now)}`,
        ),
  );
  const title = text('납품물이 아니라 검사가 달라졌을 수 있습니다', 'It may be the check that changed, not the deliverable');
  return lines.length === 0 ? [] : [{ title, lines }];
}

function requirementSection({ requirements }: ReportDiff, { text, language }: Context): Section[] {
  if (requirements.length === 0) return [];
  const word = (verdict: (typeof requirements)[number]['old']): string =>
    verdict === null ? '-' : requirementWord(verdict, language);
  const head = [text('요구사항', 'requirement'), text('이전', 'old'), text('이후', 'new')];
  const rows = requirements.map((row) => [row.id, word(row.old), word(row.new)]);
  return [{ title: text('판정이 달라진 요구사항', 'Requirements that read otherwise'), table: [head, ...rows] }];
}

function ruleSection({ rules }: ReportDiff, { text, language }: Context): Section[] {
  if (rules.length === 0) return [];
  const count = (value: number | null): string => (value === null ? text('검사 안 함', 'not run') : formatCount(value));
  const head = [text('규칙', 'rule'), '', '', text('이전', 'old'), text('이후', 'new')];
  const rows = rules.map((row) => [row.code, row.name, severityWord(row.severity, language), count(row.old), count(row.new)]);
  return [{ title: text('지적 수가 달라진 규칙', 'Rules with another number of findings'), table: [head, ...rows] }];
}

function findingLine({ code, severity, place, message, waived }: Finding, { text, language }: Context): string {
  const where = place.path === '' ? '' : ` ${formatPlace(place, language)}`;
  return `${code} ${severityWord(severity, language)}${waived ? text(', 면제됨', ', waived') : ''}${where}: ${message}`;
}

function undecidedLine({ side, reason, finding }: Undecided, context: Context): string {
  const { text } = context;
  const where =
    side === 'old'
      ? text('이전 보고서에만 있음', 'in the old report alone')
      : text('이후 보고서에만 있음', 'in the new report alone');
  const why =
    reason === 'unlisted'
      ? text('다른 보고서가 이 규칙의 지적을 다 적지 않음', 'the other does not list all findings of this rule')
      : text('다른 보고서에서는 이 규칙이 모두 보지 못함', 'in the other this rule did not see everything');
  return `${findingLine(finding, context)} [${where}; ${why}]`;
}

function firstOf(lines: readonly string[], most: number, { text }: Context): string[] {
  const rest = formatCount(lines.length - most);
  return lines.length <= most ? [...lines] : [...lines.slice(0, most), text(`… 외 ${rest}건`, `… and ${rest} more`)];
}

function summary({ fixed, remaining, added, undecided }: ReportDiff, { text }: Context): string {
  const [isFixed, stays, isNew, open] = [fixed, remaining, added, undecided].map(({ length }) => formatCount(length));
  return text(
    `지적: 고쳐짐 ${isFixed} · 남음 ${stays} · 새로 생김 ${isNew} · 알 수 없음 ${open}`,
    `Findings: fixed ${isFixed} · remaining ${stays} · new ${isNew} · undecided ${open}`,
  );
}
