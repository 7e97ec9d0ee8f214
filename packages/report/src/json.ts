import type { Finding, Report } from '@jatdae/schema';

type Shape = { readonly keys: readonly string[]; readonly inner?: Readonly<Record<string, Shape>> };

const PLACE: Shape = { keys: ['path', 'record', 'line', 'byte', 'pointer', 'column'] };

const ANSWER = ['action', 'explanation', 'by', 'date'];

const FINDING: Shape = {
  keys: ['code', 'severity', 'message', 'fingerprint', 'waived', 'waiver', 'reply', 'place', 'related', 'data'],
  inner: {
    waiver: { keys: ['by', 'reason', 'until', 'source'] },
    reply: { keys: ['state', ...ANSWER] },
    place: PLACE,
    related: PLACE,
  },
};

/** Key order of the report as the contract shows it; keys that are not named follow in code-unit order. */
const REPORT: Shape = {
  keys: [
    'jatdae',
    'report',
    'verdict',
    'complete',
    'profile',
    'deliverable',
    'requirements',
    'subMetrics',
    'rules',
    'findings',
    'waivers',
    'replies',
    'statistics',
    'run',
  ],
  inner: {
    profile: { keys: ['name', 'version', 'sha256'] },
    deliverable: { keys: ['name', 'version', 'root', 'files', 'bytes', 'items'] },
    requirements: { keys: ['id', 'verdict', 'measured', 'threshold', 'rules', 'note'] },
    subMetrics: { keys: ['id', 'items', 'valid', 'unique', 'public', 'leaderboard', 'leaderboardShare'] },
    rules: {
      keys: ['code', 'name', 'severity', 'count', 'severities', 'shown', 'coverage'],
      inner: { severities: { keys: ['error', 'warning', 'note'] }, coverage: { keys: ['bytes', 'records', 'exact'] } },
    },
    waivers: { keys: ['rule', 'fingerprint', 'by', 'reason', 'until', 'source', 'state', 'findings'] },
    replies: {
      keys: ['answered', 'remains', 'unanswered', 'new', 'gone', 'rows'],
      inner: { rows: { keys: ['row', 'state', 'rule', 'fingerprint', ...ANSWER] } },
    },
    run: { keys: ['startedAt', 'seconds', 'jobs', 'host', 'peakBytes'] },
  },
};

const FREE: Shape = { keys: [] };

/** Findings that are written at once. */
const BATCH = 256;

/**
 * The report as JSON text: fixed key order, two spaces, a final newline, so that equal reports are equal bytes. In pieces: a million findings are more than a
 * string can hold.
 */
export function* renderJson(report: Report): Generator<string> {
  const text = `${JSON.stringify(ordered({ ...report, findings: [] }, REPORT), null, 2)}\n`;
  const { findings } = report;
  // Two spaces deep there is one member of this name, and no line break stands in a string.
  const empty = '\n  "findings": []';
  const at = text.indexOf(empty) + empty.length - 1;
  yield text.slice(0, at);
  for (let from = 0; from < findings.length; from += BATCH) {
    const batch = findings.slice(from, from + BATCH).map(findingText);
    yield `${from === 0 ? '' : ','}${batch.join(',')}`;
  }
  yield `${findings.length === 0 ? '' : '\n  '}${text.slice(at)}`;
}

const findingText = (finding: Finding): string =>
  `\n${JSON.stringify(ordered(finding, FINDING), null, 2)}`.replaceAll('\n', '\n    ');

function ordered(value: unknown, shape: Shape): unknown {
  if (Array.isArray(value)) return value.map((element) => ordered(element, shape));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const rank = (key: string): number => {
    const at = shape.keys.indexOf(key);
    return at === -1 ? shape.keys.length : at;
  };
  entries.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner, shape.inner?.[key] ?? FREE)]));
}
