import type { Finding, Language, Place, RelatedPlace, Report, RuleRow } from '@jatdae/schema';
import { sawAll } from '../groups.js';
import type { RenderOptions, RuleText } from '../render-options.js';
import { oneLine } from '../rule-text.js';
import { both, clean } from '../text.js';
import { unlistedNotes } from '../unlisted.js';
import { unreadNotes } from '../unread.js';
import { formatWaiver, idleWaivers } from '../waivers.js';
import { LABELS } from '../words.js';
import { messageText } from './message.js';
import { relativeUri } from './uri.js';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** What the paths of a report are relative to; programs that show results take it for the root of the repository. */
const ROOT = '%SRCROOT%';
/** Results that are written at once. */
const BATCH = 256;

/**
 * The report as a SARIF 2.1.0 log of one run: every rule of the report, a result a finding, in its order. A result is known again by the finding's
 * fingerprint. Made in pieces, one result a line.
 */
export function* renderSarif(report: Report, { language, base, rules = {} }: RenderOptions): Generator<string> {
  const indexes = new Map(report.rules.map(({ code }, index) => [code, index]));
  const about: About = { language, indexes, texts: rules, base: base === undefined ? '' : `${base}/` };
  const head = JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [runOf(report, about)] });
  // `results` is the last member of the only run.
  yield `${head.slice(0, -']}]}'.length)}`;
  for (let at = 0; at < report.findings.length; at += BATCH) {
    const lines = report.findings.slice(at, at + BATCH).map((finding) => JSON.stringify(resultOf(finding, about)));
    yield `${at === 0 ? '' : ','}\n${lines.join(',\n')}`;
  }
  yield '\n]}]}\n';
}

/** What every part of a log is made with. */
interface About {
  readonly language: Language;
  /** of rules, by code */
  readonly indexes: ReadonlyMap<string, number>;
  readonly texts: Readonly<Record<string, RuleText>>;
  /** what stands before every path */
  readonly base: string;
}

const ROOTS = {
  deliverable: both('납품물의 맨 위 폴더', 'The root of the deliverable'),
  repository: both('실행한 폴더', 'The folder in which it was run'),
} as const;

function runOf(report: Report, about: About): object {
  const { language } = about;
  const { profile, deliverable, verdict, complete, requirements } = report;
  return {
    tool: {
      driver: {
        name: 'jatdae',
        fullName: language === 'ko' ? '잣대' : 'jatdae',
        version: report.jatdae,
        semanticVersion: report.jatdae,
        language,
        rules: report.rules.map((rule) => descriptorOf(rule, report, about)),
      },
    },
    language,
    columnKind: 'unicodeCodePoints',
    originalUriBaseIds: {
      [ROOT]: { description: { text: ROOTS[about.base === '' ? 'deliverable' : 'repository'][language] } },
    },
    invocations: [
      {
        executionSuccessful: complete,
        toolExecutionNotifications: [
          ...incompleteNotes(report, language),
          ...ruleNotes(report, about),
          ...idleWaivers(report, language).map(({ why, waiver }) => ({
            level: 'note',
            message: { text: messageText(`${why} - ${waiver}`) },
          })),
        ],
      },
    ],
    properties: { verdict, complete, profile, deliverable, requirements },
    results: [],
  };
}

function descriptorOf(rule: RuleRow, { requirements }: Report, { language, texts }: About): object {
  const text = texts[rule.code];
  const served = requirements.filter(({ rules }) => rules.includes(rule.code)).map(({ id }) => id);
  return {
    id: rule.code,
    name: rule.name,
    shortDescription: { text: text === undefined ? rule.name : firstSentence(text.what) },
    ...(text === undefined ? {} : { fullDescription: { text: text.what }, help: helpOf(text, language) }),
    defaultConfiguration: { level: rule.severity },
    properties: { tags: served, count: rule.count, shown: rule.shown },
  };
}

const HEADINGS = {
  why: { ko: '왜 중요합니까', en: 'Why it matters' },
  fix: { ko: '어떻게 고칩니까', en: 'How to fix it' },
} as const;

function helpOf({ what, why, fix }: RuleText, language: Language): object {
  const parts = [
    [HEADINGS.why[language], why],
    [HEADINGS.fix[language], fix],
  ] as const;
  return {
    text: [what, ...parts.map(([title, text]) => `${title}: ${text}`)].join('\n\n'),
    markdown: [what, ...parts.map(([title, text]) => `**${title}**\n\n${text}`)].join('\n\n'),
  };
}

const firstSentence = (text: string): string => oneLine(/^.*?[.?!](?=\s|$)/su.exec(text)?.[0] ?? text);

function incompleteNotes(report: Report, language: Language): object[] {
  if (report.complete) return [];
  return [LABELS.partly[language], ...unreadNotes(report, language)].map((text) => ({
    level: 'warning',
    message: { text: messageText(text) },
  }));
}

/** What the results do not show: findings that were counted only, and rules that did not see everything. */
function ruleNotes(report: Report, { language, indexes }: About): object[] {
  const note = (level: 'note' | 'warning', code: string, text: string): object => ({
    level,
    message: { text },
    associatedRule: { id: code, index: indexes.get(code) },
  });
  const partly = report.rules.filter((rule) => !sawAll(rule));
  return [
    ...unlistedNotes(report, language).map(({ code, text }) => note('note', code, text)),
    ...partly.map(({ code }) => note('warning', code, `${code}: ${LABELS.partlySeen[language]}`)),
  ];
}

function resultOf(finding: Finding, about: About): object {
  const { language, indexes } = about;
  const { code, severity, message, fingerprint, place, related } = finding;
  const ruleIndex = indexes.get(code);
  return {
    ruleId: code,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: severity,
    message: { text: messageText(message) },
    locations: [locationOf(place, about)],
    ...(related.length === 0 ? {} : { relatedLocations: related.map((other, at) => relatedOf(other, at + 1, about)) }),
    // The second name is the one that code scanning on GitHub looks at.
    partialFingerprints: { 'jatdae/v1': fingerprint, primaryLocationLineHash: fingerprint },
    ...(finding.reply === undefined ? {} : { properties: { reply: finding.reply } }),
    ...(finding.waived ? { suppressions: [suppressionOf(finding, language)] } : {}),
  };
}

const suppressionOf = ({ waiver }: Finding, language: Language): object => ({
  kind: 'external',
  status: 'accepted',
  ...(waiver === undefined ? {} : { justification: formatWaiver(waiver, language) }),
});

function relatedOf(place: RelatedPlace, id: number, about: About): object {
  return { id, ...locationOf(place, about), message: { text: LABELS.related[about.language] } };
}

function locationOf(place: Place | RelatedPlace, { base }: About): object {
  const { path, record, pointer } = place;
  const region = regionOf(place);
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(base + path), uriBaseId: ROOT },
      ...(region === null ? {} : { region }),
    },
    ...(typeof pointer === 'string' && pointer !== ''
      ? { logicalLocations: [{ fullyQualifiedName: clean(pointer), kind: 'property' }] }
      : {}),
    ...(typeof record === 'number' ? { properties: { record } } : {}),
  };
}

/** Line and column, and the offset where it is that of the same place: it is the record's, and a column lies inside it. */
function regionOf({ line, column, byte }: Place | RelatedPlace): object | null {
  const hasColumn = typeof line === 'number' && typeof column === 'number';
  const region = {
    ...(typeof line === 'number' ? { startLine: line } : {}),
    ...(hasColumn ? { startColumn: column } : {}),
    ...(typeof byte === 'number' && !hasColumn ? { byteOffset: byte } : {}),
  };
  return Object.keys(region).length === 0 ? null : region;
}
