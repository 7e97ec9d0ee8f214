import type { Localized } from '@jatdae/schema';
import { both } from './text.js';

/** What a builder may answer to a finding. */
export const REPLY_ACTIONS = {
  fixed: both('수정함', 'fixed'),
  planned: both('수정 예정', 'will be fixed'),
  intended: both('이상 없음', 'as intended'),
  question: both('문의', 'question'),
} as const satisfies Readonly<Record<string, Localized>>;

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

/** The columns by which an answer finds its finding again. */
export const FINGERPRINT_TITLE = both('지문', 'fingerprint');
export const RULE_TITLE = both('규칙', 'rule');
/** The sheet in which a builder answers. */
export const REPLY_SHEET = both('보완요청서', 'Requests');
