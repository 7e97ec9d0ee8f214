import type { Report } from '@jatdae/schema';
import { aboutReport } from './about.js';
import { renderContents } from './contents.js';
import { renderFindings } from './findings.js';
import { renderLedger } from './ledger.js';
import { renderModels } from './models.js';
import { renderDifficulty, renderScores } from './plots.js';
import { reasonOf } from './reason.js';
import { renderReplies } from './replies.js';
import { openPage, type Page, type PrettyOptions } from './style.js';
import { renderSubMetrics } from './sub-metrics.js';
import { wrap } from './text.js';
import { unreadNotes } from './unread.js';
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
    renderReplies(report, page),
    renderVerdict(report, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function renderHeader(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const { name, facts } = aboutReport(report, language);
  const about = wrap(facts.join(' · '), page.width).map((line) => paint.dim(line));
  return name === '' ? about : [paint.bold(name), ...about];
}

/** One line with the verdict and why; a second one where not everything was read. */
function renderVerdict(report: Report, page: Page): string[] {
  const { language, paint } = page;
  const badge = `${language === 'ko' ? '판정' : 'Verdict'}: ${VERDICTS[report.verdict][language]}`;
  const painted = { accepted: paint.green, rejected: paint.red, incomplete: paint.yellow }[report.verdict](paint.bold(badge));
  const [first = '', ...rest] = wrap(`${badge} - ${reasonOf(report, language)}`, page.width);
  const output = [painted + first.slice(badge.length), ...rest];
  if (!report.complete) {
    const notes = [LABELS.partly[language], ...unreadNotes(report, language)];
    output.push(...notes.flatMap((note) => wrap(note, page.width)).map((line) => paint.yellow(line)));
  }
  return output;
}
