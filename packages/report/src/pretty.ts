import type { Report } from '@jatdae/schema';
import { renderFindings } from './findings.js';
import { renderLedger } from './ledger.js';
import { openPage, type Page, type PrettyOptions } from './style.js';
import { renderSubMetrics } from './sub-metrics.js';
import { clean, formatBytes, formatCount, wrap } from './text.js';
import { LABELS, VERDICTS } from './words.js';

/**
 * The report for a person: the ledger, the sub-metrics, the findings by rule, and in the last line the verdict with its reason.
 * Text that comes from data is escaped; nothing is longer than `maxFindings` a rule.
 */
export function renderPretty(report: Report, options: PrettyOptions): string {
  const page = openPage(options);
  const sections = [
    renderHeader(report, page),
    renderLedger(report, page),
    renderSubMetrics(report, page),
    renderFindings(report, page),
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
  const badge = `${LABELS.verdict[language]}: ${VERDICTS[report.verdict][language]}`;
  const painted = { accepted: paint.green, rejected: paint.red, incomplete: paint.yellow }[report.verdict](paint.bold(badge));
  const [first = '', ...rest] = wrap(`${badge} - ${because(report, page)}`, page.width);
  const output = [painted + first.slice(badge.length), ...rest];
  if (!report.complete) output.push(...wrap(LABELS.partly[language], page.width).map((line) => paint.yellow(line)));
  return output;
}

function because(report: Report, page: Page): string {
  const failed = report.requirements.filter((row) => row.verdict === 'fail').map((row) => row.id);
  const open = report.requirements.filter((row) => row.verdict === 'not-run').map((row) => row.id);
  const korean = page.language === 'ko';
  if (report.verdict === 'rejected') {
    return korean
      ? `미충족 요구사항 ${failed.length}개: ${failed.join(', ')}`
      : `${failed.length} requirement${failed.length === 1 ? '' : 's'} failed: ${failed.join(', ')}`;
  }
  if (report.verdict === 'incomplete') {
    return korean
      ? `확인하지 못한 요구사항 ${open.length}개: ${open.join(', ')}`
      : `${open.length} requirement${open.length === 1 ? ' was' : 's were'} not run: ${open.join(', ')}`;
  }
  const judged = report.requirements.filter((row) => row.verdict === 'pass' || row.verdict === 'waived').length;
  return korean ? `해당하는 요구사항 ${judged}개를 모두 충족했습니다.` : `all ${judged} applicable requirements are met.`;
}
