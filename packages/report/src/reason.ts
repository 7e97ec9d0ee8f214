import type { Language, Report, RequirementRow } from '@jatdae/schema';

const IDS_SHOWN = 8;

/** Why the verdict is what it is, in a line. */
export function reasonOf(report: Report, language: Language): string {
  const idsOf = (verdict: RequirementRow['verdict']): string[] =>
    report.requirements.filter((row) => row.verdict === verdict).map(({ id }) => id);
  const failed = idsOf('fail');
  const open = idsOf('not-run');
  const korean = language === 'ko';
  const reasons: string[] = [];
  if (failed.length > 0) reasons.push(`${korean ? '미충족' : 'failed'} ${failed.length}: ${listIds(failed, language)}`);
  if (open.length > 0) reasons.push(`${korean ? '미확인' : 'not run'} ${open.length}: ${listIds(open, language)}`);
  if (reasons.length > 0) return reasons.join(' · ');
  const waived = idsOf('waived').length;
  const judged = idsOf('pass').length + waived;
  if (waived > 0)
    return korean
      ? `해당하는 요구사항 ${judged}개를 모두 충족하거나 면제받았습니다(면제 ${waived}개).`
      : `all ${judged} applicable requirements are met or waived (${waived} waived).`;
  return korean ? `해당하는 요구사항 ${judged}개를 모두 충족했습니다.` : `all ${judged} applicable requirements are met.`;
}

function listIds(ids: readonly string[], language: Language): string {
  const rest = ids.length - IDS_SHOWN;
  const shown = ids.slice(0, IDS_SHOWN).join(', ');
  if (rest <= 0) return shown;
  return language === 'ko' ? `${shown} 외 ${rest}` : `${shown} and ${rest} more`;
}
