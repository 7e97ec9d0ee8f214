import type { FindingReply, Language, Localized, ReplyAction } from '@jatdae/schema';
import { both, clean } from './text.js';

/** What a builder may answer to a finding. */
export const REPLY_ACTIONS: Readonly<Record<Exclude<ReplyAction, 'other'>, Localized>> = {
  fixed: both('수정함', 'fixed'),
  planned: both('수정 예정', 'will be fixed'),
  intended: both('이상 없음', 'as intended'),
  question: both('문의', 'question'),
};

export interface ReplyColumn {
  readonly key: 'action' | 'explanation' | 'by' | 'date';
  readonly title: Localized;
}

/** Columns that a builder fills in, beside each finding. */
export const REPLY_COLUMNS: readonly ReplyColumn[] = [
  { key: 'action', title: both('조치', 'action') },
  { key: 'explanation', title: both('설명', 'explanation') },
  { key: 'by', title: both('담당', 'in charge') },
  { key: 'date', title: both('날짜', 'date') },
];

/** What stands in a column of the answer that was given; an answer in the builder's own words is its explanation. */
export function answerText(reply: FindingReply | undefined, key: ReplyColumn['key'], language: Language): string {
  if (key !== 'action') return clean(reply?.[key] ?? '');
  const action = reply?.action;
  return action === undefined || action === 'other' ? '' : REPLY_ACTIONS[action][language];
}

/** The columns by which an answer finds its finding again. */
export const FINGERPRINT_TITLE = both('지문', 'fingerprint');
export const RULE_TITLE = both('규칙', 'rule');
/** The sheet in which a builder answers. */
export const REPLY_SHEET = both('보완요청서', 'Requests');
