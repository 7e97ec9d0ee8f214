import type { Report } from '@jatdae/schema';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FindingExcerpt } from './excerpt/read-excerpts.js';
import { manifestText, withFolder } from './testing/folder.js';
import { type Content, FORMS, PACKINGS, type Packing, type Row, type WrittenForm } from './testing/written.js';
import { validate } from './validate.js';

const LETTERS = ['A', 'B', 'C', 'D'] as const;
const WORDS = ['한글', '펲시', '똠방각하', '쌰', '예절', '문화', '규범', '漢字', '①', 'ABC'];

function rowOf(k: number): Row {
  const word = WORDS[k % WORDS.length] ?? '';
  return {
    id: `문항-${k}`,
    sub_metric: k % 2 === 0 ? '예절' : '문화',
    split: Math.floor(k / 2) % 10 === 9 ? 'leaderboard' : 'public',
    question: `${k}번째 ${word}에 대한 물음은 무엇입니까?`,
    A: `${word} 하나`,
    B: `${word} 둘, 셋`,
    C: `"${word}" 넷`,
    D: `${word}\n다섯 ${k}`,
    answer: LETTERS[Math.floor(k / 2) % 4] ?? 'A',
  };
}

/** A thousand Korean items, and what is wrong with some of them. */
function rowsWithErrors(): Row[] {
  const rows = Array.from({ length: 1000 }, (_, k) => rowOf(k));
  const change = (k: number, more: Row): void => {
    rows[k] = { ...rows[k], ...more };
  };
  const { id: _id, split: _split, ...content } = rowOf(6);
  change(100, { id: '문항-10' });
  change(200, { answer: 'E' });
  change(300, { question: '　' });
  change(418, content);
  change(500, { B: rows[500]?.A ?? '' });
  change(600, { sub_metric: '없는 항목' });
  change(700, { ...content, answer: content.answer === 'A' ? 'B' : 'A' });
  return rows;
}

const WRONG = { D001: 1, H003: 1, I002: 1, I004: 1, I005: 1, I006: 1, I009: 1, I010: 1 };

const rows = rowsWithErrors();

const bom = (text: string): string => `\ufeff${text}`;
const ENCODINGS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a BOM': (text) => Buffer.from(bom(text)),
  CP949: (text) => iconv.encode(text, 'cp949'),
  'UTF-16LE': (text) => iconv.encode(bom(text), 'utf-16le'),
  'UTF-16BE': (text) => iconv.encode(bom(text), 'utf-16be'),
};

const contents = new Map<string, readonly Content[]>();
beforeAll(() => {
  for (const [name, form] of Object.entries(FORMS)) contents.set(name, form.write(rows));
});

interface Cell {
  readonly format: string;
  readonly packing: string;
  readonly encoding: string | null;
}

const columns = Object.keys(rows[0] ?? {});

function manifestOf(format: string, form: WrittenForm, path: string): string {
  const csv = format === 'CSV without a header' ? { csv: { header: false, columns } } : {};
  const id = format === 'JSON by key' ? '$key' : 'id';
  const fields = { id, question: 'question', choices: [...LETTERS], answer: { field: 'answer', as: 'letter' } };
  const subMetrics = ['예절', '문화'].map((name) => ({ id: name, itemType: 'multiple-choice' }));
  return manifestText({ path: `data/${path}`, ...form.resource, ...csv, fields }, { subMetrics });
}

interface Judged {
  readonly report: Report;
  /** the record of each finding that has one */
  readonly excerpts: ReadonlyMap<number, FindingExcerpt>;
}

async function judge({ format, packing, encoding }: Cell): Promise<Judged> {
  const form = FORMS[format] as WrittenForm;
  const encode = ENCODINGS[encoding ?? 'UTF-8'] as (text: string) => Uint8Array;
  const files = (contents.get(format) ?? []).map((content, k) => {
    const name = form.name.replace('*', String(k).padStart(4, '0'));
    return [name, typeof content === 'string' ? encode(content) : content] as const;
  });
  const packed = (PACKINGS[packing] as Packing)(Object.fromEntries(files), form.name);
  const data = Object.entries(packed.files).map(([name, bytes]) => [`data/${name}`, bytes] as const);
  const manifest = { 'benchmark.json': manifestOf(format, form, packed.path) };
  return withFolder({ ...manifest, ...Object.fromEntries(data) }, async (root) => {
    const result = await validate(root, { language: 'ko', engine: 'inline', excerpts: true });
    return { report: result.report, excerpts: result.status === 'judged' ? result.excerpts : new Map() };
  });
}

/** What is marked in the records of findings, and the records; where items are known by their keys, those are no part of them. */
function shownIn({ report: { findings }, excerpts }: Judged, format: string): unknown[] {
  return [...excerpts].map(([at, { record, related, subMetric }]) => {
    const mark = record?.mark ?? null;
    const marked = mark === null ? null : record?.text.slice(mark.start, mark.end);
    return [findings[at]?.code, subMetric, marked, ...(format === 'JSON by key' ? [] : [record?.text, related?.text])];
  });
}

/** What a report says of the items, wherever they lie. */
function saidOf({ complete, verdict, requirements, subMetrics, deliverable, rules, findings, statistics }: Report) {
  const isOfItems = ({ code }: { readonly code: string }): boolean => code !== 'F002';
  return {
    complete,
    verdict,
    requirements,
    subMetrics,
    items: deliverable?.items,
    statistics,
    rules: rules.filter(isOfItems).map(({ code, severity, count, shown }) => ({ code, severity, count, shown })),
    findings: findings.filter(isOfItems).map(({ place, related, fingerprint, ...said }) => said),
  };
}

const isText = (form: WrittenForm): boolean => typeof form.write(rows.slice(0, 1))[0] === 'string';

/** Every format in every packing in every encoding; of a thousand files each, only one of the two is not the plain one. */
const cells = Object.entries(FORMS).flatMap(([format, form]) =>
  Object.keys(PACKINGS).flatMap((packing) => {
    const all: readonly (string | null)[] = isText(form) ? Object.keys(ENCODINGS) : [null];
    const encodings = form.name.includes('*') && packing !== 'as it is' ? all.slice(0, 1) : all;
    return encodings.map((encoding): Cell => ({ format, packing, encoding }));
  }),
);

describe('the same thousand items', () => {
  let plain: Judged;
  beforeAll(async () => {
    plain = await judge({ format: 'JSON Lines', packing: 'as it is', encoding: 'UTF-8' });
  });

  it('have the errors that were put there', () => {
    const counts = Object.fromEntries(
      plain.report.rules
        .filter(({ code, count }) => count > 0 && (/^[FI]/u.test(code) || code in WRONG))
        .map(({ code, count }) => [code, count]),
    );
    expect(counts).toEqual(WRONG);
    expect(plain.report.deliverable?.items).toBe(1000);
  });

  it('are shown as records, with what each finding is about', () => {
    const shown = new Map(shownIn(plain, '').map((row) => [(row as unknown[])[0], row as unknown[]]));
    expect(shown.get('I006')?.slice(0, 3)).toEqual(['I006', '예절', '"question": "　"']);
    expect(shown.get('I004')?.slice(0, 3)).toEqual(['I004', '예절', '"answer": "E"']);
    expect(shown.get('I009')?.slice(0, 3)).toEqual(['I009', null, '"sub_metric": "없는 항목"']);
    expect(JSON.parse(String(shown.get('I006')?.[3]))).toEqual(rows[300]);
  });

  it.each(cells)('give the same report as $format, $packing, $encoding', async (cell) => {
    const judged = await judge(cell);
    const { report } = judged;
    expect(saidOf(report)).toEqual(saidOf(plain.report));
    expect(shownIn(judged, cell.format)).toEqual(shownIn(plain, cell.format));
    const isOther = cell.encoding !== null && cell.encoding !== 'UTF-8';
    const files = contents.get(cell.format)?.length ?? 0;
    expect(report.rules.find(({ code }) => code === 'F002')?.count).toBe(isOther ? files : 0);
  });
});
