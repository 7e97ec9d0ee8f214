import type { Language, Report } from '@jatdae/schema';
import { formatCount } from './text.js';

/** Rules of which the report counts more findings than it lists, and how to get them, in words. */
export function unlistedNotes({ rules }: Report, language: Language): { readonly code: string; readonly text: string }[] {
  return rules
    .filter(({ count, shown }) => count > shown)
    .map(({ code, count, shown }) => ({
      code,
      text:
        language === 'ko'
          ? `${code}: 지적 ${formatCount(count)}건 가운데 ${formatCount(shown)}건만 실었습니다. 더 보려면 --max-findings를 쓰십시오.`
          : `${code}: only ${formatCount(shown)} of ${formatCount(count)} findings are listed; --max-findings lists more.`,
    }));
}
