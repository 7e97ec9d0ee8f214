import type { Language, Report } from '@jatdae/schema';
import { type Cell, EXCEL, type Sheet } from '@jatdae/workbook';
import { aboutReport } from '../about.js';
import { foundRules, tally, tallyAll } from '../findings.js';
import { reasonOf } from '../reason.js';
import type { RenderOptions } from '../render-options.js';
import { replyLines } from '../replies.js';
import { REPLY_SHEET } from '../reply-columns.js';
import { both, formatCount } from '../text.js';
import { unlistedNotes } from '../unlisted.js';
import { unreadNotes } from '../unread.js';
import { idleWaivers } from '../waivers.js';
import { LABELS, VERDICTS } from '../words.js';

const TITLES = {
  name: both('요약', 'Summary'),
  what: both('구분', 'what'),
  value: both('내용', 'value'),
  deliverable: both('납품물', 'deliverable'),
  reason: both('까닭', 'reason'),
  facts: both('검사', 'check'),
  reading: both('읽지 못한 것', 'not read'),
  replies: both(
    '시트 보완요청서에서 지적마다 조치를 고르고 설명, 담당, 날짜를 적어 돌려주십시오. 규칙과 지문 열은 고치지 마십시오.',
    'In the sheet Requests choose an action for each finding, explain it, and send the file back. Leave the columns of rule and fingerprint as they are.',
  ),
  unlisted: both('싣지 않은 지적', 'findings not listed'),
} as const;

const LOOKS = { accepted: 'good', rejected: 'bad', incomplete: 'open' } as const;

/** A sheet holds so many findings below its titles. */
const MOST = EXCEL.rows - 1;

function cutNotes({ findings }: Report, language: Language): string[] {
  if (findings.length <= MOST) return [];
  const [all, most] = [formatCount(findings.length), formatCount(MOST)];
  return [
    language === 'ko'
      ? `지적 ${all}건 가운데 시트에 들어가는 ${most}건만 실었습니다. 모두 보려면 -o 지적.csv를 쓰십시오.`
      : `Of ${all} findings the ${most} that a sheet holds are listed; -o findings.csv lists all.`,
  ];
}

/** What a person looks for first: the verdict and why, what was checked, and the findings of each rule. */
export function summarySheet(report: Report, { language }: RenderOptions): Sheet {
  const { name, facts } = aboutReport(report, language);
  const rules = foundRules(report);
  const row = (title: string, ...texts: readonly Cell[]): Cell[][] =>
    texts.map((text, at) => [at === 0 ? { value: title, style: 'strong' } : '', text]);
  const answers = replyLines(report, language);
  const unread = report.complete ? [] : [LABELS.partly[language], ...unreadNotes(report, language)];
  const rows = [
    ...row(LABELS.verdict[language], { value: VERDICTS[report.verdict][language], style: LOOKS[report.verdict] }),
    ...row(TITLES.reason[language], reasonOf(report, language)),
    ...(name === '' ? [] : row(TITLES.deliverable[language], name)),
    ...row(TITLES.facts[language], ...facts),
    ...row(TITLES.reading[language], ...unread.map((value) => ({ value, style: 'open' }) as const)),
    ...row(LABELS.findings[language], rules.length === 0 ? LABELS.noFindings[language] : tallyAll(rules, language)),
    ...rules.flatMap((found) => row(`${found.rule.code} ${found.rule.name}`, tally(found.counts, language))),
    ...row(TITLES.unlisted[language], ...unlistedNotes(report, language).map(({ text }) => text), ...cutNotes(report, language)),
    ...(answers === null ? [] : row(answers.title, ...answers.lines)),
    ...(report.findings.length === 0 ? [] : row(REPLY_SHEET[language], TITLES.replies[language])),
    ...row(LABELS.idleWaivers[language], ...idleWaivers(report, language).map(({ why, waiver }) => `${why}\n${waiver}`)),
  ];
  return {
    name: TITLES.name[language],
    columns: [
      { title: TITLES.what[language], width: 30 },
      { title: TITLES.value[language], width: 90 },
    ],
    rows,
  };
}
