import type { Language, Report, RequirementRow } from '@jatdae/schema';
import { renderContents } from './contents.js';
import { renderFindings } from './findings.js';
import { renderLedger } from './ledger.js';
import { renderModels } from './models.js';
import { renderDifficulty, renderScores } from './plots.js';
import { openPage, type Page, type PrettyOptions } from './style.js';
import { renderSubMetrics } from './sub-metrics.js';
import { clean, formatBytes, formatCount, wrap } from './text.js';
import { renderWaivers } from './waivers.js';
import { LABELS, VERDICTS } from './words.js';

/**
 * The report for a person: the ledger, the sub-metrics, what the items are made of, the models with their plots, the findings by rule, and in the last line the verdict with its reason.
 * Text that comes from data is escaped; nothing is longer than `maxFindings` a rule.
 */
export function renderPretty(report: Report, options: PrettyOptions): string {
  const page = openPage(options);
  const sections = [
    renderHeader(report, page),
    renderLedger(report, page),
    renderSubMetrics(report, page),
    renderContents(report, page),
    renderModels(report, page),
    renderScores(report, page),
    renderDifficulty(report, page),
    renderFindings(report, page),
    renderWaivers(report, page),
    renderVerdict(report, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function renderHeader(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const { profile, deliverable } = report;
  const tool = language === 'ko' ? '잣대' : 'jatdae';
  const name =
    deliverable === null ? '' : [deliverable.name ?? LABELS.unnamed[language], deliverable.version ?? ''].join(' ').trim();
  const facts = [`${tool} ${report.jatdae}`];
  if (profile !== null) facts.push(`${LABELS.profile[language]} ${clean(profile.name)} (${clean(profile.version)})`);
  if (deliverable !== null) {
    facts.push(`${LABELS.files[language]} ${formatCount(deliverable.files)}`, formatBytes(deliverable.bytes));
    facts.push(`${LABELS.items[language]} ${formatCount(deliverable.items)}`);
  }
  const about = wrap(facts.join(' · '), page.width).map((line) => paint.dim(line));
  return name === '' ? about : [paint.bold(clean(name)), ...about];
}

/** One line with the verdict and why; a second one where not everything was read. */
function renderVerdict(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const badge = `${language === 'ko' ? '판정' : 'Verdict'}: ${VERDICTS[report.verdict][language]}`;
  const painted = { accepted: paint.green, rejected: paint.red, incomplete: paint.yellow }[report.verdict](paint.bold(badge));
  const [first = '', ...rest] = wrap(`${badge} - ${because(report, page)}`, page.width);
  const output = [painted + first.slice(badge.length), ...rest];
  if (!report.complete) {
    const notes = [LABELS.partly[language], ...unreadNotes(report, language)];
    output.push(...notes.flatMap((note) => wrap(note, page.width)).map((line) => paint.yellow(line)));
  }
  return output;
}

/** Resources that no reader took, as `statistics.unread` names them. */
function unreadNotes({ statistics }: Report, language: Language): string[] {
  const unread: readonly unknown[] = Array.isArray(statistics.unread) ? statistics.unread : [];
  return unread.flatMap((entry: unknown): string[] => {
    if (typeof entry !== 'object' || entry === null || !('path' in entry) || !('format' in entry)) return [];
    const path = clean(String(entry.path));
    const format = entry.format === null ? null : clean(String(entry.format));
    return [`${path}: ${format === null ? LABELS.noFormat[language] : `${format} ${LABELS.noReader[language]}`}`];
  });
}

function because(report: Report, page: Page): string {
  const idsOf = (verdict: RequirementRow['verdict']): string[] =>
    report.requirements.filter((row) => row.verdict === verdict).map(({ id }) => id);
  const failed = idsOf('fail');
  const open = idsOf('not-run');
  const korean = page.language === 'ko';
  const reasons: string[] = [];
  if (failed.length > 0) reasons.push(`${korean ? '미충족' : 'failed'} ${failed.length}: ${listIds(failed, page)}`);
  if (open.length > 0) reasons.push(`${korean ? '미확인' : 'not run'} ${open.length}: ${listIds(open, page)}`);
  if (reasons.length > 0) return reasons.join(' · ');
  const waived = idsOf('waived').length;
  const judged = idsOf('pass').length + waived;
  if (waived > 0)
    return korean
      ? `해당하는 요구사항 ${judged}개를 모두 충족하거나 면제받았습니다(면제 ${waived}개).`
      : `all ${judged} applicable requirements are met or waived (${waived} waived).`;
  return korean ? `해당하는 요구사항 ${judged}개를 모두 충족했습니다.` : `all ${judged} applicable requirements are met.`;
}

const IDS_SHOWN = 8;

function listIds(ids: readonly string[], { language }: Page): string {
  const rest = ids.length - IDS_SHOWN;
  const shown = ids.slice(0, IDS_SHOWN).join(', ');
  if (rest <= 0) return shown;
  return language === 'ko' ? `${shown} 외 ${rest}` : `${shown} and ${rest} more`;
}
