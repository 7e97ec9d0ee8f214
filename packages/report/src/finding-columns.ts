import type { Finding, Language, Localized, RuleRow } from '@jatdae/schema';
import { formatPlace } from './findings.js';
import { FINGERPRINT_TITLE, RULE_TITLE } from './reply-columns.js';
import { both, clean } from './text.js';
import { formatWaiver } from './waivers.js';
import { LABELS, SEVERITIES } from './words.js';

/** A column of a table of findings. */
export interface FindingColumn {
  readonly key: string;
  readonly title: Localized;
  /** an empty text where there is nothing */
  value(finding: Finding, rule: RuleRow | undefined, language: Language): string | number;
}

const waivedText = ({ waived, waiver }: Finding, _: RuleRow | undefined, language: Language): string =>
  waiver === undefined
    ? waived
      ? LABELS.waived[language]
      : ''
    : `${LABELS.waived[language]}: ${formatWaiver(waiver, language)}`;

/** Tables of findings have these columns, in this order. */
export const FINDING_COLUMNS: readonly FindingColumn[] = [
  { key: 'severity', title: both('심각도', 'severity'), value: ({ severity }, _, language) => SEVERITIES[severity][language] },
  { key: 'rule', title: RULE_TITLE, value: ({ code }) => code },
  { key: 'name', title: both('규칙 이름', 'rule name'), value: (_, rule) => rule?.name ?? '' },
  { key: 'path', title: both('파일', 'file'), value: ({ place }) => clean(place.path) },
  { key: 'line', title: both('줄', 'line'), value: ({ place }) => place.line ?? '' },
  { key: 'column', title: both('열', 'column'), value: ({ place }) => place.column ?? '' },
  { key: 'record', title: both('레코드', 'record'), value: ({ place }) => place.record ?? '' },
  { key: 'pointer', title: both('필드', 'field'), value: ({ place }) => clean(place.pointer ?? '') },
  { key: 'message', title: both('내용', 'message'), value: ({ message }) => clean(message) },
  {
    key: 'related',
    title: both('관련 위치', 'related places'),
    value: ({ related }, _, language) => related.map((place) => formatPlace(place, language)).join(', '),
  },
  { key: 'waived', title: both('면제', 'waived'), value: waivedText },
  // A digest of digits alone, or with one e, would be a number to a spreadsheet, which keeps 15 digits of it.
  { key: 'fingerprint', title: FINGERPRINT_TITLE, value: ({ fingerprint }) => `#${fingerprint}` },
];
