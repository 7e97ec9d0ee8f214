import type { FindingReply, Language, Replies, ReplyRow, Report } from '@jatdae/schema';
import { REPLY_ACTIONS } from './reply-columns.js';
import type { Page } from './style.js';
import { both, clean, formatCount, wrap } from './text.js';

export const REPLY_STATES = {
  answered: both('답변', 'answer'),
  remains: both('수정했다고 했으나 남아 있음', 'said to be fixed, still there'),
  unanswered: both('답변 없음', 'no answer'),
  new: both('새 지적', 'new finding'),
} as const;

const ROW_STATES = {
  gone: both('지적이 더는 없습니다', 'the finding is not there any more'),
  unseen: both(
    '지적이 남아 있는지 알 수 없습니다(규칙을 모두 검사하지 못했거나 --max-findings를 넘은 지적이 있음)',
    'whether the finding is there is not known (its rule did not see everything, or findings are over --max-findings)',
  ),
  repeated: both('앞의 행과 지문이 같습니다', 'an earlier row has the same fingerprint'),
  unmatched: both('지문이 없어 어느 지적의 답변인지 알 수 없습니다', 'it has no fingerprint, so what it answers is not known'),
} as const;

const TITLE = both('보완요청서 답변', 'Answers of the builder');
/** Rows that are shown of each state; the rest is counted. */
const SHOWN = 5;

/** `action - explanation (who, date)` of an answer; an empty text where there is none. */
function answerOf({ action, explanation, by, date }: Omit<FindingReply, 'state'>, language: Language): string {
  const said = [action === undefined || action === 'other' ? '' : REPLY_ACTIONS[action][language], explanation ?? ''];
  const from = [by ?? '', date ?? ''].filter((text) => text !== '').join(', ');
  const text = said.filter((one) => one !== '').join(' - ');
  return clean(from === '' ? text : `${text} (${from})`.trim());
}

/** What the builder answered to a finding, and what is to be said of that. */
export function replyText(reply: FindingReply, language: Language): string {
  const answer = answerOf(reply, language);
  const state = REPLY_STATES[reply.state][language];
  return answer === '' ? state : `${state}: ${answer}`;
}

/** How many findings were answered and how, in a line. */
function tallyReplies(replies: Replies, language: Language): string {
  const parts = [
    [both('답변 있음 {}건', '{} answered'), replies.answered],
    [both('수정했다고 했으나 남은 지적 {}건', '{} said to be fixed and still there'), replies.remains],
    [both('없어진 지적 {}건', '{} gone'), replies.gone],
    [both('답변 없음 {}건', '{} without an answer'), replies.unanswered],
    [both('새 지적 {}건', '{} new'), replies.new],
  ] as const;
  return parts.map(([words, count]) => words[language].replace('{}', formatCount(count))).join(' · ');
}

/** How the answers meet the findings: a tally, then the rows that meet none. Without a file of answers there is nothing. */
export function replyLines({ replies }: Report, language: Language): { readonly title: string; readonly lines: string[] } | null {
  if (replies === undefined) return null;
  const lines = (['gone', 'unseen', 'repeated', 'unmatched'] as const).flatMap((state) => {
    const rows = replies.rows.filter((row) => row.state === state);
    const rest = rows.length - SHOWN;
    return [
      ...rows.slice(0, SHOWN).map((row) => rowLine(row, language)),
      ...(rest <= 0 ? [] : [`  ${language === 'ko' ? `외 ${formatCount(rest)}행` : `and ${formatCount(rest)} more rows`}`]),
    ];
  });
  return { title: TITLE[language], lines: [tallyReplies(replies, language), ...lines] };
}

function rowLine(row: ReplyRow, language: Language): string {
  const which = [row.rule, row.fingerprint === null ? '' : `#${row.fingerprint}`].filter((text) => text !== '').join(' ');
  const answer = answerOf(row, language);
  const head = language === 'ko' ? `${formatCount(row.row)}번째 답변` : `answer ${formatCount(row.row)}`;
  return `${head}${which === '' ? '' : ` ${clean(which)}`}: ${ROW_STATES[row.state][language]}${answer === '' ? '' : ` - ${answer}`}`;
}

export function renderReplies(report: Report, { language, paint, width }: Page): string[] {
  const told = replyLines(report, language);
  if (told === null) return [];
  return [paint.bold(told.title), ...told.lines.flatMap((line) => wrap(line, width - 2).map((text) => `  ${text}`))];
}
