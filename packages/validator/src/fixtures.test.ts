import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from '@jatdae/rules';
import type { Report } from '@jatdae/schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { judgeConsortium } from './consortium.js';
import type { ValidateResult } from './options.js';
import { stableReport } from './testing/golden.js';
import { validate } from './validate.js';

interface Expected {
  readonly about: string;
  readonly status: string;
  readonly verdict: string;
  readonly exit: number;
  readonly rules: Readonly<Record<string, number>>;
  readonly requirements: Readonly<Record<string, string>>;
}

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const root = join(repository, 'fixtures');
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'golden')
  .map(({ name }) => name);
const deliverableOf = (name: string): string => join(root, name, 'deliverable');
const spansApplications = (name: string): boolean => existsSync(join(deliverableOf(name), 'application-1'));
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const fitsReportSchema = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(
  readJson(join(repository, 'schemas/report.schema.json')),
);

const judged = new Map<string, Promise<ValidateResult>>();

function judge(name: string): Promise<ValidateResult> {
  const known = judged.get(name) ?? judgeNow(name);
  judged.set(name, known);
  return known;
}

async function judgeNow(name: string): Promise<ValidateResult> {
  const folder = deliverableOf(name);
  if (!spansApplications(name)) return validate(folder, { language: 'ko', engine: 'inline' });
  return judgeConsortium(
    readdirSync(folder).map((entry) => join(folder, entry, 'benchmark.yaml')),
    { language: 'ko' },
  );
}

const counts = ({ rules }: Report) =>
  Object.fromEntries(rules.filter(({ count }) => count > 0).map(({ code, count }) => [code, count]));
const ledger = ({ requirements }: Report) => Object.fromEntries(requirements.map(({ id, verdict }) => [id, verdict]));
const exitOf = ({ status, report }: ValidateResult) =>
  status === 'unusable' ? 2 : { accepted: 0, rejected: 1, incomplete: 3 }[report.verdict];

/** Rows in which a ledger differs from another. */
function changedRows(report: Report, before: Report): Record<string, string> {
  const old = ledger(before);
  return Object.fromEntries(Object.entries(ledger(report)).filter(([id, verdict]) => verdict !== old[id]));
}

describe.each(names)('%s', async (name) => {
  const expected: Expected = readJson(join(root, name, 'expected.json'));

  it('trips what it is for, and nothing else', async () => {
    const { status, report } = await judge(name);
    expect({ status, verdict: report.verdict, rules: counts(report) }).toEqual({
      status: expected.status,
      verdict: expected.verdict,
      rules: expected.rules,
    });
  });

  it('gives the exit status that its verdict asks for', async () => {
    expect(exitOf(await judge(name))).toBe(expected.exit);
  });

  it('changes these rows of the ledger and no others', async () => {
    const { status, report } = await judge(name);
    if (status === 'unusable') {
      expect(ledger(report)).toMatchObject(expected.requirements);
      return;
    }
    const before = await judge(spansApplications(name) ? 'consortium-accepted' : 'accepted');
    // A row that the accepted fixture's own profile leaves out is a change too.
    expect(changedRows(report, before.report)).toEqual(expected.requirements);
  });

  it('gives the report of the golden file, byte for byte, which fits the report schema', async () => {
    const { report } = await judge(name);
    expect(fitsReportSchema(report), JSON.stringify(fitsReportSchema.errors)).toBe(true);
    expect(stableReport(report, deliverableOf(name))).toBe(readFileSync(join(root, 'golden', `${name}.ko.json`), 'utf8'));
  });
});

it('has a fixture for every rule that a committed folder can trip', () => {
  // What no repository can hold on every system, a decomposed name and a file that changes, is made by bad-input.test.ts.
  const missing = RULES.map(({ meta }) => meta.code).filter(
    (code) => !['F008', 'F010'].includes(code) && !names.some((name) => name.startsWith(code)),
  );
  expect(missing).toEqual([]);
});

it('names each fixture after its rule', () => {
  const slugs = RULES.map(({ meta }) => `${meta.code}-${meta.name}`);
  const strange = names.filter((name) => /^[A-Z]\d{3}/.test(name) && !slugs.some((slug) => name.startsWith(slug)));
  expect(strange).toEqual([]);
});

it('says the same in English as in Korean but for the words', async () => {
  const words = new Set(['message', 'note', 'reason']);
  const shape = (report: Report) =>
    JSON.parse(
      JSON.stringify({ ...report, run: null }, (key, value) => (words.has(key) && typeof value === 'string' ? '' : value)),
    );
  for (const name of names.filter((each) => !spansApplications(each))) {
    const [ko, en] = await Promise.all((['ko', 'en'] as const).map((language) => validate(deliverableOf(name), { language })));
    expect(shape(en!.report), name).toEqual(shape(ko!.report));
  }
}, 600_000);

it('leaves nothing behind in the folder for temporary files', async () => {
  const temp = await mkdtemp(join(tmpdir(), 'jatdae-temp-'));
  await validate(deliverableOf('accepted'), { language: 'ko', temp, memory: 1 });
  expect(readdirSync(temp)).toEqual([]);
  await rm(temp, { recursive: true });
});
