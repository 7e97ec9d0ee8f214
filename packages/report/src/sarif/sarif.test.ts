import type { Report } from '@jatdae/schema';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RenderOptions } from '../render-options.js';
import { drawn } from '../testing/drawn.js';
import { sampleFinding, sampleReport } from '../testing/sample-report.js';
import { renderSarif } from './sarif.js';

const page = { what: '같은 식별자가 있습니다. 앞의 것과 같습니다.', why: '셀 수 없습니다.', fix: '하나를 고치십시오.' };
const pages = { rules: { I002: page } };

/** The official schema is of draft 4, of which it uses nothing that later drafts read otherwise. */
function officialCheck(): (log: unknown) => unknown {
  const { $schema: _, id: __, ...schema } = sarifSchema;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  const check = ajv.compile(schema);
  return (log) => (check(log) ? null : check.errors);
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly invocations: readonly [
        { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] },
      ];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly message: { readonly text: string };
        readonly locations: readonly [
          { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object } },
        ];
        readonly partialFingerprints: Record<string, string>;
        readonly suppressions?: readonly object[];
      }[];
    },
  ];
}

const logOf = async (report: Report, options: Partial<RenderOptions> = pages): Promise<Log> =>
  JSON.parse(await drawn(renderSarif, report, options)) as Log;

const check = officialCheck();

it.each(['ko', 'en'] as const)('is what the official schema asks for (%s)', async (language) => {
  for (const report of [sampleReport(), sampleReport({ findings: [], complete: false, deliverable: null, profile: null })]) {
    expect(check(await logOf(report, { language, ...pages }))).toBeNull();
  }
});

it('is what the official schema asks for, whatever the texts', async () => {
  const text = fc.string({ unit: 'binary' });
  const finding = fc.record({
    message: text,
    path: text,
    pointer: fc.option(text),
    line: fc.option(fc.nat().map((n) => n + 1)),
    column: fc.option(fc.nat().map((n) => n + 1)),
    waived: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(finding, { maxLength: 5 }), async (drafts) => {
      const findings = drafts.map(({ message, path, pointer, line, column, waived }) =>
        sampleFinding({ message, waived, place: { path, pointer, line, column, record: null, byte: null } }),
      );
      const log = await logOf(sampleReport({ findings }));
      expect(check(log)).toBeNull();
      expect(log.runs[0].results).toHaveLength(findings.length);
    }),
    { numRuns: 50 },
  );
});

it('declares every rule, also those that found nothing, with its page', async () => {
  const { rules } = (await logOf(sampleReport())).runs[0].tool.driver;
  expect(rules.map(({ id }) => id)).toEqual(['D001', 'I002', 'I003']);
  expect(rules[1]).toMatchObject({
    shortDescription: { text: '같은 식별자가 있습니다.' },
    fullDescription: { text: page.what },
    help: { markdown: expect.stringContaining('**어떻게 고칩니까**\n\n하나를 고치십시오.') },
    defaultConfiguration: { level: 'error' },
  });
});

it('a result points at its rule and is known again by its fingerprint', async () => {
  const { results, tool } = (await logOf(sampleReport())).runs[0];
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(results[0]?.partialFingerprints).toEqual({ 'jatdae/v1': 'f00d', primaryLocationLineHash: 'f00d' });
});

it.each([
  ['data/예절.jsonl', 'data/%EC%98%88%EC%A0%88.jsonl'],
  ['묶음 1.zip!/a#b?.jsonl', '%EB%AC%B6%EC%9D%8C%201.zip!/a%23b%3F.jsonl'],
  ['c:/a.jsonl', 'c%3A/a.jsonl'],
  ['//host/a.jsonl', '%2F%2Fhost/a.jsonl'],
  ['반쪽\ud800.jsonl', '%EB%B0%98%EC%AA%BD%EF%BF%BD.jsonl'],
])('the path %s is a relative reference', async (path, uri) => {
  const log = await logOf(sampleReport({ findings: [sampleFinding({ place: { ...sampleFinding().place, path } })] }));
  expect(log.runs[0].results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});

it('paths stand below the folder that the deliverable has in the repository', async () => {
  const [result] = (await logOf(sampleReport(), { ...pages, base: '납품 1' })).runs[0].results;
  const { uri } = result?.locations[0].physicalLocation.artifactLocation ?? {};
  expect(uri).toBe('%EB%82%A9%ED%92%88%201/data/%EC%98%88%EC%A0%88.jsonl');
});

it('says line and offset of the record, and of a column the line alone', async () => {
  const { place } = sampleFinding();
  const places = [place, { ...place, column: 4 }, { ...place, line: null, byte: null }];
  const log = await logOf(sampleReport({ findings: places.map((one) => sampleFinding({ place: one })) }));
  expect(log.runs[0].results.map(({ locations }) => locations[0].physicalLocation.region)).toEqual([
    { startLine: 17, byteOffset: 9120 },
    { startLine: 17, startColumn: 4 },
    undefined,
  ]);
});

it('a waived finding is suppressed, with the reason, and no other', async () => {
  const { results } = (await logOf(sampleReport())).runs[0];
  expect(results.map(({ suppressions }) => suppressions)).toEqual([
    undefined,
    undefined,
    [{ kind: 'external', status: 'accepted', justification: '의도한 반복 - 홍길동, 2024-12-31까지 (심사자의 파일)' }],
  ]);
});

it('says what it does not list, and that not everything was read', async () => {
  const notes = async (changes: Partial<Report>): Promise<string[]> => {
    const [invocation] = (await logOf(sampleReport(changes))).runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(changes.complete ?? true);
    return invocation.toolExecutionNotifications.map(({ message }) => message.text);
  };
  expect(await notes({})).toEqual(['I002: 지적 1,234건 가운데 2건만 실었습니다. 더 보려면 --max-findings를 쓰십시오.']);
  expect((await notes({ complete: false }))[0]).toContain('모두 읽지 못했습니다');
});

it('data cannot be a placeholder or a link', async () => {
  const log = await logOf(sampleReport({ findings: [sampleFinding({ message: '{0} [여기](https://evil) {a}' })] }));
  expect(log.runs[0].results[0]?.message.text).toBe('{{0}} \\[여기](https://evil) {a}');
});

it('the time of the run is not in it', async () => {
  const { run } = sampleReport();
  const later = { ...run, startedAt: '2030-01-01T00:00:00.000Z', host: 'other', seconds: 9 };
  expect(await drawn(renderSarif, sampleReport({ run: later }))).toBe(await drawn(renderSarif, sampleReport()));
});
