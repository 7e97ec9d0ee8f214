import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { drawn } from '../testing/drawn.js';
import { sampleFinding, sampleReport } from '../testing/sample-report.js';
import { renderCsv } from './csv.js';

const rowsOf = (csv: string): string[][] => Papa.parse<string[]>(csv.slice(1), { newline: '\r\n', delimiter: ',' }).data;

it('opens in Korean Excel: UTF-8 with a mark, CRLF, a row a finding', async () => {
  expect(await drawn(renderCsv, sampleReport())).toBe(
    [
      '\ufeff심각도,규칙,규칙 이름,파일,줄,열,레코드,필드,내용,관련 위치,면제,지문,조치,설명,담당,날짜',
      '오류,I002,duplicate-id,data/예절.jsonl,17,,17,/id,"같은 식별자 ""q-17""이 이미 있습니다.",data/예절.jsonl:3,,#f00d,,,,',
      '오류,I002,duplicate-id,data/b.json,,,4,,"같은 식별자 ""q-17""이 이미 있습니다.",,,#f00d,,,,',
      '경고,D001,exact-duplicate,data/예절.jsonl,17,,17,/id,같은 문항입니다.,,"면제됨: 의도한 반복 - 홍길동, 2024-12-31까지 (심사자의 파일)",#f00d,,,,',
      ',I002,,,,,,,"I002: 지적 1,234건 가운데 2건만 실었습니다. 더 보려면 --max-findings를 쓰십시오.",,,,,,,',
      '',
    ].join('\r\n'),
  );
});

it('no cell is a formula, and none spills into another, whatever the data', async () => {
  const evil = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('=cmd|1', '+1', '-1', '@SUM(1)', '\t=1', '\r=1', '＝1', '",=1', 'a;=1', '"\r\n=1'),
  );
  await fc.assert(
    fc.asyncProperty(evil, evil, evil, async (message, path, pointer) => {
      const findings = [sampleFinding({ message, place: { ...sampleFinding().place, path, pointer } })];
      const rows = rowsOf(await drawn(renderCsv, sampleReport({ findings, rules: [] }), { language: 'en' }));
      expect(rows).toHaveLength(3);
      expect(rows[1]).toHaveLength(rows[0]?.length ?? 0);
      for (const cell of rows[1] ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/u);
    }),
  );
});
