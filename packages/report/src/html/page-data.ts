import { gzipSync } from 'node:zlib';
import type { Finding, Report } from '@jatdae/schema';
import { formatPlace, SEVERITY_ORDER } from '../findings.js';
import type { ShownRecord } from '../render-options.js';
import { replyText } from '../replies.js';
import { clean } from '../text.js';
import { formatWaiver } from '../waivers.js';
import { SEVERITIES } from '../words.js';
import type { HtmlPage } from './page.js';
import { CLIENT_WORDS } from './words.js';

/** A rule of the table; `why` and `fix` are empty where nothing is known of it beside the report. */
export interface PageRule {
  readonly code: string;
  readonly name: string;
  readonly why: string;
  readonly fix: string;
}

/** A finding as one row: indices into the lists of `PageData`, -1 for none. A hundred thousand of them take half as long to parse as objects. */
export type PageFinding = readonly [
  rule: number,
  /** in `severities` */
  severity: number,
  /** in `waivers` */
  waiver: number,
  path: number,
  subMetric: number,
  place: string,
  message: string,
  fingerprint: string,
  related: readonly string[],
  /** in `records` */
  record: number,
  /** range of the record's text that is marked, both -1 for none */
  markStart: number,
  markEnd: number,
  /** in `records`: that of the first related place */
  relatedRecord: number,
  /** in `replies` */
  reply: number,
];

/** What the page's script draws the table of findings from; every text is ready to be shown. */
export interface PageData {
  readonly words: Readonly<Record<keyof typeof CLIENT_WORDS, string>>;
  /** worst first */
  readonly severities: readonly { readonly id: string; readonly word: string }[];
  readonly rules: readonly PageRule[];
  readonly paths: readonly string[];
  /** who waived a finding, and why */
  readonly waivers: readonly string[];
  /** what the builder answered to findings */
  readonly replies: readonly string[];
  readonly subMetrics: readonly string[];
  readonly records: readonly string[];
  readonly findings: readonly PageFinding[];
  /** all findings that were counted; the report lists the first of each rule */
  readonly count: number;
}

/** More rows than a browser holds with ease; then errors come before the others. */
const MOST_ROWS = 300_000;

function listedFindings({ findings }: Report): readonly (readonly [Finding, number])[] {
  const rows = findings.map((finding, at) => [finding, at] as const);
  if (rows.length <= MOST_ROWS) return rows;
  const rank = ([{ severity }]: readonly [Finding, number]): number => SEVERITY_ORDER.indexOf(severity);
  return rows.sort((a, b) => rank(a) - rank(b) || a[1] - b[1]).slice(0, MOST_ROWS);
}

export function pageData(report: Report, page: HtmlPage): PageData {
  const { language, say } = page;
  const rules = createIndex();
  const paths = createIndex();
  const waivers = createIndex();
  const replies = createIndex();
  const subMetrics = createIndex();
  const records = createIndex();
  const findings = listedFindings(report).map(([finding, at]): PageFinding => {
    const known = page.records.get(at);
    const [record, related] = [known?.record, known?.related].map((shown) => cleanRecord(shown ?? null));
    const subMetric = known?.subMetric ?? finding.data.subMetric;
    return [
      rules.of(finding.code),
      SEVERITY_ORDER.indexOf(finding.severity),
      finding.waived ? waivers.of(finding.waiver === undefined ? '' : formatWaiver(finding.waiver, language)) : -1,
      paths.of(clean(finding.place.path)),
      typeof subMetric === 'string' ? subMetrics.of(clean(subMetric)) : -1,
      formatPlace(finding.place, language),
      clean(finding.message),
      clean(finding.fingerprint),
      finding.related.map((place) => formatPlace(place, language)),
      record == null ? -1 : records.of(record.text),
      record?.mark?.start ?? -1,
      record?.mark?.end ?? -1,
      related == null ? -1 : records.of(related.text),
      finding.reply === undefined ? -1 : replies.of(replyText(finding.reply, language)),
    ];
  });
  const names = new Map(report.rules.map(({ code, name }) => [code, name]));
  return {
    words: Object.fromEntries(Object.entries(CLIENT_WORDS).map(([key, words]) => [key, say(words)])) as PageData['words'],
    severities: SEVERITY_ORDER.map((id) => ({ id, word: say(SEVERITIES[id]) })),
    rules: rules.list.map((code) => {
      const { why = '', fix = '' } = Object.hasOwn(page.rules, code) ? (page.rules[code] ?? {}) : {};
      return { code: clean(code), name: clean(names.get(code) ?? ''), why: clean(why), fix: clean(fix) };
    }),
    paths: paths.list,
    waivers: waivers.list,
    replies: replies.list,
    subMetrics: subMetrics.list,
    records: records.list,
    findings,
    count: report.rules.reduce((sum, { count }) => sum + count, 0),
  };
}

/** As it stands in the page: gzip in Base64, which needs no escaping and makes a report of 100,000 findings fit a mail. */
export const packPageData = (data: PageData): string => gzipSync(JSON.stringify(data), { level: 9 }).toString('base64');

/** Without what could drive a screen; lines stay lines, and the mark where it was. */
function cleanRecord(record: ShownRecord | null): ShownRecord | null {
  if (record === null) return null;
  const { text, mark } = record;
  if (mark === null) return { text: cleanLines(text), mark };
  const before = cleanLines(text.slice(0, mark.start));
  const marked = cleanLines(text.slice(mark.start, mark.end));
  const end = before.length + marked.length;
  return { text: before + marked + cleanLines(text.slice(mark.end)), mark: { start: before.length, end } };
}

const cleanLines = (text: string): string => text.split('\n').map(clean).join('\n');

function createIndex(): { readonly list: string[]; of(text: string): number } {
  const list: string[] = [];
  const places = new Map<string, number>();
  return {
    list,
    of(text) {
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, list.length);
      return list.push(text) - 1;
    },
  };
}
