import type { Finding, Language, Report } from '@jatdae/schema';
import type { Cell, Sheet } from '@jatdae/workbook';
import { formatPlace, SEVERITY_ORDER } from '../findings.js';
import type { RenderOptions } from '../render-options.js';
import { REPLY_STATES } from '../replies.js';
import { answerText, FINGERPRINT_TITLE, REPLY_ACTIONS, REPLY_COLUMNS, REPLY_SHEET, RULE_TITLE } from '../reply-columns.js';
import { plainText } from '../rule-text.js';
import { both, clean } from '../text.js';
import { LABELS, SEVERITIES } from '../words.js';
import { lazily, muted, withUnlisted } from './finding-sheet.js';

const TITLES = {
  number: both('번호', 'no.'),
  severity: both('심각도', 'severity'),
  fix: both('고치는 방법', 'how to fix it'),
} as const;

const LOOKS = { error: 'bad', warning: 'open', note: 'muted' } as const;
const WIDTHS = { action: 11, explanation: 28, by: 10, date: 11 } as const;

/** What is to be known of a finding before it is answered once more. */
const marksOf = ({ waived, reply }: Finding, language: Language): string[] => [
  ...(waived ? [`[${LABELS.waived[language]}]`] : []),
  ...(reply?.state === 'remains' ? [`[${REPLY_STATES.remains[language]}]`] : []),
];

/** 보완요청서: each finding, errors first, with what is to be done, and room for the builder's answer; what was answered before stands there. */
export function replySheet(report: Report, { language, rules = {} }: RenderOptions): Sheet {
  const fixes = new Map(Object.entries(rules).map(([code, { fix }]) => [code, plainText(fix)]));
  const findings = SEVERITY_ORDER.flatMap((severity) => report.findings.filter((finding) => finding.severity === severity));
  const rowOf = (finding: Finding, at: number): Cell[] => [
    at + 1,
    { value: SEVERITIES[finding.severity][language], style: finding.waived ? 'muted' : LOOKS[finding.severity] },
    finding.code,
    formatPlace(finding.place, language),
    [...marksOf(finding, language), clean(finding.message)].join(' '),
    fixes.get(finding.code) ?? '',
    ...REPLY_COLUMNS.map(({ key }) => answerText(finding.reply, key, language)),
    `#${finding.fingerprint}`,
  ];
  return {
    name: REPLY_SHEET[language],
    columns: [
      { title: TITLES.number[language], width: 6 },
      { title: TITLES.severity[language], width: 7 },
      { title: RULE_TITLE[language], width: 7 },
      { title: LABELS.place[language], width: 26 },
      { title: LABELS.message[language], width: 38 },
      { title: TITLES.fix[language], width: 36 },
      ...REPLY_COLUMNS.map(({ key, title }) => ({
        title: title[language],
        width: WIDTHS[key],
        style: 'input' as const,
        ...(key === 'action' ? { choices: Object.values(REPLY_ACTIONS).map((word) => word[language]) } : {}),
      })),
      { title: FINGERPRINT_TITLE[language], width: 19 },
    ],
    rows: withUnlisted(lazily(findings, rowOf), report, language, (code, text) => ['', '', muted(code), '', muted(text)]),
  };
}
