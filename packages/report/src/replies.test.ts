import { expect, it } from 'vitest';
import { FORMATS, type FormatName } from './formats.js';
import { drawn } from './testing/drawn.js';
import { sampleFinding, sampleReport } from './testing/sample-report.js';

const report = sampleReport({
  findings: [
    sampleFinding({
      reply: { state: 'remains', action: 'fixed', explanation: '번호를 다시 매겼습니다', by: '홍길동', date: '2024-12-01' },
    }),
    sampleFinding({ reply: { state: 'new' } }),
  ],
  replies: {
    answered: 0,
    remains: 1,
    unanswered: 0,
    new: 1,
    gone: 7,
    rows: [
      ...Array.from({ length: 7 }, (_, at) => ({ row: at + 2, state: 'gone' as const, rule: 'I001', fingerprint: `beef${at}` })),
      { row: 9, state: 'unmatched', rule: '', fingerprint: null, action: 'other', explanation: '따로 적습니다' },
    ],
  },
});

it('the answers stand beside their findings, then what became of the others', async () => {
  const text = await drawn(await FORMATS.pretty.load(), report);
  expect(text.slice(text.indexOf('지적  '), text.indexOf('판정:'))).toMatchInlineSnapshot(`
    "지적  오류 1,234건 · 경고 1건

      I002 duplicate-id  오류 1,234건  jatdae explain I002
        data/예절.jsonl:17 /id
          같은 식별자 "q-17"이 이미 있습니다.
          수정했다고 했으나 남아 있음: 수정함 - 번호를 다시 매겼습니다 (홍길동, 2024-12-01)
          관련: data/예절.jsonl:3
        data/예절.jsonl:17 /id
          같은 식별자 "q-17"이 이미 있습니다.
          새 지적
          관련: data/예절.jsonl:3
        외 1,232건

      D001 exact-duplicate  경고 1건  jatdae explain D001
        외 1건

    보완요청서 답변
      답변 있음 0건 · 수정했다고 했으나 남은 지적 1건 · 없어진 지적 7건 · 답변 없음 0건 · 새 지적 1건
      2번째 답변 I001 #beef0: 지적이 더는 없습니다
      3번째 답변 I001 #beef1: 지적이 더는 없습니다
      4번째 답변 I001 #beef2: 지적이 더는 없습니다
      5번째 답변 I001 #beef3: 지적이 더는 없습니다
      6번째 답변 I001 #beef4: 지적이 더는 없습니다
      외 2행
      9번째 답변: 지문이 없어 어느 지적의 답변인지 알 수 없습니다 - 따로 적습니다

    "
  `);
});

it.each(Object.keys(FORMATS).filter((name) => !['pretty', 'xlsx'].includes(name)) as FormatName[])(
  'the answers stand in %s, too',
  async (name) => {
    const text = await drawn(await FORMATS[name].load(), report);
    expect(text).toContain('번호를 다시 매겼습니다');
    expect(text).toContain('홍길동');
  },
);

it('says it in English', async () => {
  const text = await drawn(await FORMATS.pretty.load(), report, { language: 'en' });
  expect(text).toContain('said to be fixed, still there: fixed - 번호를 다시 매겼습니다 (홍길동, 2024-12-01)');
  expect(text).toContain('0 answered · 1 said to be fixed and still there · 7 gone · 0 without an answer · 1 new');
});

it('without a file of answers nothing is said of them', async () => {
  expect(await drawn(await FORMATS.pretty.load(), sampleReport())).not.toMatch(/답변|새 지적/u);
});
