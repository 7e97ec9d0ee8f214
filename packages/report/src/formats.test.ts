import { expect, it } from 'vitest';
import { FORMATS, type FormatName } from './formats.js';
import { SAMPLE_TITLES, sampleFinding, sampleReport } from './testing/sample-report.js';

const NAMES = Object.keys(FORMATS) as FormatName[];

async function bytesOf(
  name: FormatName,
  report: Parameters<Awaited<ReturnType<(typeof FORMATS)[FormatName]['load']>>>[0],
  language: 'ko' | 'en',
): Promise<Buffer> {
  const rules = { I002: { what: '가', why: '나', fix: '다' } };
  const draw = await FORMATS[name].load();
  const rendered = await draw(report, { language, color: false, width: 100, titles: SAMPLE_TITLES, rules });
  const pieces: Buffer[] = [];
  for await (const piece of typeof rendered === 'string' ? [rendered] : rendered) pieces.push(Buffer.from(piece as string));
  return Buffer.concat(pieces);
}

it.each(NAMES.filter((name) => name !== 'json'))('%s: when and where it was run changes no byte', async (name) => {
  const run = { startedAt: '2030-01-01T00:00:00.000Z', seconds: 99, jobs: 8, host: 'elsewhere', peakBytes: 7 };
  for (const language of ['ko', 'en'] as const) {
    const [one, other] = [await bytesOf(name, sampleReport(), language), await bytesOf(name, sampleReport({ run }), language)];
    expect(one.length).toBeGreaterThan(0);
    expect(one.equals(other)).toBe(true);
    expect(one.includes('elsewhere')).toBe(false);
  }
});

it.each(NAMES)('%s: a report of nothing, and one of nothing but hostile texts, are drawn', async (name) => {
  const evil = '\u0000\u001b[2J\u202e\ud800]]>"\'`|<script>{0}=1+1\r\n\ufffe';
  const place = { path: evil, record: null, line: null, byte: null, pointer: evil, column: 3 };
  const waiver = { by: evil, reason: evil, until: evil, source: 'reviewer' } as const;
  const hostile = sampleReport({
    deliverable: { name: evil, version: evil, root: null, files: 0, bytes: 0, items: 0 },
    profile: { name: evil, version: evil, sha256: evil },
    requirements: [{ id: evil, verdict: 'fail', measured: { [evil]: evil }, threshold: { min: 0.5 }, rules: [evil], note: evil }],
    subMetrics: [{ id: evil, items: 0, valid: 0, unique: 0, public: 0, leaderboard: 0, leaderboardShare: null }],
    findings: [sampleFinding({ code: evil, message: evil, place, waived: true, waiver, related: [{ path: evil, record: 1 }] })],
    statistics: {
      experiments: [{ id: evil, scores: [null, {}] }],
      splits: evil,
      lengths: [1],
      unread: [{ path: evil, format: null }],
    },
    complete: false,
  });
  const empty = sampleReport({ deliverable: null, profile: null, requirements: [], subMetrics: [], rules: [], findings: [] });
  for (const language of ['ko', 'en'] as const) {
    expect((await bytesOf(name, empty, language)).length).toBeGreaterThan(0);
    expect((await bytesOf(name, hostile, language)).length).toBeGreaterThan(0);
  }
});

it.each(NAMES.filter((name) => name !== 'xlsx'))('%s: a waived finding says by whom and why', async (name) => {
  const text = (await bytesOf(name, sampleReport(), 'ko')).toString();
  expect(text).toContain('의도한 반복');
  expect(text).toContain('홍길동');
});
