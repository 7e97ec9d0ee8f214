import { inflateRawSync } from 'node:zlib';
import type { Report } from '@jatdae/schema';
import { expect, it } from 'vitest';
import type { RenderOptions } from '../render-options.js';
import { SAMPLE_TITLES, sampleFinding, sampleReport } from '../testing/sample-report.js';
import { renderXlsx } from './xlsx.js';

const options: RenderOptions = {
  language: 'ko',
  color: false,
  width: 100,
  titles: SAMPLE_TITLES,
  rules: { I002: { what: '', why: '', fix: '식별자를 고치십시오.' } },
};

async function written(report: Report, changes: Partial<RenderOptions> = {}): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of renderXlsx(report, { ...options, ...changes })) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The texts of each sheet's rows, by the sheet's name. */
function sheetsOf(bytes: Buffer): Record<string, string[][]> {
  const members = membersOf(bytes);
  const names = [...(members.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/gu)].map(([, name]) => name as string);
  return Object.fromEntries(names.map((name, at) => [name, rowsOf(members.get(`xl/worksheets/sheet${at + 1}.xml`) ?? '')]));
}

function membersOf(bytes: Buffer): Map<string, string> {
  const members = new Map<string, string>();
  const end = bytes.lastIndexOf('PK\u0005\u0006');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, length, start] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const content = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    members.set(
      bytes.toString('utf8', at + 46, at + 46 + length),
      inflateRawSync(bytes.subarray(content, content + packed)).toString(),
    );
    at += 46 + length;
  }
  return members;
}

const rowsOf = (xml: string): string[][] =>
  [...xml.matchAll(/<row [^>]*>(.*)<\/row>/gu)].map(([, row = '']) =>
    [...row.matchAll(/<c [^>]*?(?:\/>|>(.*?)<\/c>)/gu)].map(([, cell = '']) => cell.replace(/<[^>]*>/gu, '')),
  );

it('has a sheet for each thing that people look for', async () => {
  const sheets = sheetsOf(await written(sampleReport()));
  expect(Object.keys(sheets)).toEqual(['요약', '요구사항', '하위 측정 항목', '지적', '통계', '보완요청서']);
  expect(sheets.요약?.slice(1, 3)).toEqual([
    ['판정', '불합격'],
    ['까닭', '미충족 1: N-BM-ITEMS · 미확인 1: Q-PRIVACY'],
  ]);
  expect(sheets.요구사항?.[2]).toEqual([
    '✗ 미충족',
    'N-BM-ITEMS',
    '하위 측정 항목마다 1,000셋 이상',
    '1,000 이상',
    '최소 931 (예절)',
    'S002 S003',
    '',
  ]);
  expect(sheets['하위 측정 항목']?.[1]).toEqual(['예절', '931', '925', '920', '838', '93', '0.0998']);
});

it('asks the builder for an answer to every finding, with what to do and a fingerprint that no spreadsheet makes a number of', async () => {
  const [head, ...rows] = sheetsOf(await written(sampleReport())).보완요청서 ?? [];
  expect(head).toEqual(['번호', '심각도', '규칙', '위치', '내용', '고치는 방법', '조치', '설명', '담당', '날짜', '지문']);
  expect(rows[0]).toEqual([
    '1',
    '오류',
    'I002',
    'data/예절.jsonl:17 /id',
    '같은 식별자 "q-17"이 이미 있습니다.',
    '식별자를 고치십시오.',
    '',
    '',
    '',
    '',
    '#f00d',
  ]);
  expect(rows.map((row) => row[1])).toEqual(['오류', '오류', '경고', '']);
  expect(rows[3]?.[4]).toBe('I002: 지적 1,234건 가운데 2건만 실었습니다. 더 보려면 --max-findings를 쓰십시오.');
});

it('a waived finding looks waived, and by whom', async () => {
  const sheets = sheetsOf(await written(sampleReport()));
  expect(sheets.지적?.[3]?.[10]).toBe('면제됨: 의도한 반복 - 홍길동, 2024-12-31까지 (심사자의 파일)');
  expect(sheets.보완요청서?.[3]?.[4]).toBe('[면제됨] 같은 문항입니다.');
});

it('a second round shows what was answered in the first, and what remains though it was said to be fixed', async () => {
  const reply = { state: 'remains', action: 'fixed', by: '홍길동', date: '2024-12-01' } as const;
  const sheets = sheetsOf(await written(sampleReport({ findings: [sampleFinding({ reply })] })));
  const row = sheets.보완요청서?.[1];
  expect(row?.[4]).toBe('[수정했다고 했으나 남아 있음] 같은 식별자 "q-17"이 이미 있습니다.');
  expect(row?.slice(6, 10)).toEqual(['수정함', '', '홍길동', '2024-12-01']);
});

it('shows the scores of the models', async () => {
  const score = { subMetric: '예절', metric: 'accuracy', recomputed: 0.7, interval: [0.6, 0.8] };
  const statistics = { experiments: [{ id: 'model-a', scores: [score] }], choices: [{ choices: 4, items: 12 }] };
  const sheets = sheetsOf(await written(sampleReport({ statistics })));
  expect(sheets.통계?.slice(1)).toEqual([
    ['선택지 수', '4개: 12', '', '', '', '', ''],
    ['점수', '예절', 'model-a', 'accuracy', '0.7', '0.6', '0.8'],
  ]);
});

it('speaks English, and has the same bytes for the same report whatever the run', async () => {
  const { run } = sampleReport();
  const later = sampleReport({ run: { ...run, startedAt: '2030-01-01T00:00:00.000Z', host: 'other' } });
  const english = await written(sampleReport({ findings: [sampleFinding({ message: 'a', related: [] })] }), { language: 'en' });
  expect(Object.keys(sheetsOf(english))).toEqual([
    'Summary',
    'Requirements',
    'Sub-metrics',
    'Findings',
    'Statistics',
    'Requests',
  ]);
  expect((await written(later)).equals(await written(sampleReport()))).toBe(true);
});
