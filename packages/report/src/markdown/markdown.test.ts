import { expect, it } from 'vitest';
import { drawn } from '../testing/drawn.js';
import { sampleFinding, sampleReport } from '../testing/sample-report.js';
import { escapeMarkdown } from './escape.js';
import { renderMarkdown } from './markdown.js';

it('shows verdict, ledger, sub-metrics and findings', async () => {
  expect(await drawn(renderMarkdown, sampleReport())).toMatchInlineSnapshot(`
    "## 잣대: 불합격 · global-norms-eval 1.0.0

    **판정: 불합격** - 미충족 1: N-BM-ITEMS · 미확인 1: Q-PRIVACY

    잣대 0.1.0 · 프로파일 nia-2024-2 (1) · 파일 14 · 23.8 MiB · 문항 12,000

    ### 요구사항

    | 판정 | 요구사항 |  | 기준 | 측정 |
    | --- | --- | --- | --- | --- |
    | ✓ 충족 | \`N-BM-SUB\` | 하위 측정 항목 10개 이상 | 10 이상 | 하위 측정 항목 12개 |
    | **✗ 미충족** | \`N-BM-ITEMS\` | 하위 측정 항목마다 1,000셋 이상 | 1,000 이상 | 최소 931 (예절) |
    | ✓ 충족 | \`N-BM-HOLD\` | 데이터의 10%를 리더보드용으로 분리 | 10% ± 0.5%p | 10%, 리더보드 1,200, 전체 12,000 |
    | - 해당 없음 | \`N-CON-AREAS\` | 한 기관은 두 과제까지 참여 |  |  |
    | ~ 면제 | \`Q-SYNTAX\` | 구문 정확성 | 99.5% 이상 | 99.951% |
    | ? 미확인 | \`Q-PRIVACY\` | 개인정보와 비밀 정보 없음 | 없어야 함 | 이 판에는 아직 없는 규칙입니다. |

    ### 하위 측정 항목

    | id | 문항 | 유효 | 고유 | 공개 | 리더보드 | 비율 |
    | --- | --: | --: | --: | --: | --: | --: |
    | 예절 | 931 | 925 | 920 | 838 | 93 | 9.98% |
    | etiquette | 11,069 | 11,069 | 11,069 | 11,069 | 0 | 0% |

    ### 지적

    오류 1,234건 · 경고 1건

    #### I002 duplicate-id · 오류 1,234건

    | 위치 | 내용 |
    | --- | --- |
    | \`data/예절.jsonl:17 /id\` | 같은 식별자 "q-17"이 이미 있습니다.<br>관련: \`data/예절.jsonl:3\` |
    | \`data/b.json (4번째 레코드)\` | 같은 식별자 "q-17"이 이미 있습니다. |

    외 1,232건

    #### D001 exact-duplicate · 경고 1건

    | 위치 | 내용 |
    | --- | --- |
    | \`data/예절.jsonl:17 /id\` | ~~같은 문항입니다.~~ (면제됨)<br>면제 사유: 의도한 반복 - 홍길동, 2024-12-31까지 (심사자의 파일) |
    "
  `);
});

it('speaks English', async () => {
  const text = await drawn(renderMarkdown, sampleReport(), { language: 'en' });
  expect(text).toContain('**Verdict: REJECTED** - failed 1: N-BM-ITEMS · not run 1: Q-PRIVACY');
  expect(text.replace(/같은.*|예절|이 판에는.*/gu, '')).not.toMatch(/[가-힣]/u);
});

it('data is no markup, no mention, no link and no end of a cell', async () => {
  const evil = '<img src=x onerror=alert(1)> | `a` **b** [c](https://evil) @here #12 www.evil.example \\| ~~d~~ $e$ &amp;';
  const text = await drawn(
    renderMarkdown,
    sampleReport({
      findings: [sampleFinding({ message: evil, place: { ...sampleFinding().place, path: evil, pointer: evil }, related: [] })],
      subMetrics: [{ id: evil, items: 0, valid: 0, unique: 0, public: 0, leaderboard: 0, leaderboardShare: null }],
      deliverable: { name: evil, version: evil, root: null, files: 0, bytes: 0, items: 0 },
    }),
  );
  expect(text).not.toMatch(/(?<!\\)<(?!br>)|@here|#12|:\/\/|www\.evil|(?<!\\)&amp;|(?<!\\)\[c/u);
  const cells = (line: string): number => line.replace(/\\\\|\\\|/gu, '').split('|').length - 2;
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  expect(new Set(rows.filter((line) => line.includes('onerror')).map(cells))).toEqual(new Set([7, 2]));
});

it('is never longer than a comment may be, and says what is left out', async () => {
  const rule = sampleReport().rules[1];
  if (rule === undefined) throw new Error('no rule');
  const rules = Array.from({ length: 80 }, (_, at) => ({
    ...rule,
    code: `I${String(at).padStart(3, '0')}`,
    count: 20,
    shown: 20,
  }));
  const findings = rules.flatMap(({ code }) =>
    Array.from({ length: 20 }, (_, at) => sampleFinding({ code, message: `${at}: ${'가'.repeat(500)}` })),
  );
  const text = await drawn(renderMarkdown, sampleReport({ rules, findings }));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/길이 때문에 뒤의 \d+개 부분을 싣지 않았습니다\.\n$/u);
  expect(text).toContain('외 10건');
  expect(text).toContain('…');
});

it('says what the items are made of', async () => {
  const statistics = { choices: [{ choices: 4, items: 12 }], category: { values: [{ value: '*예절*|', items: 3, valid: 3 }] } };
  const text = await drawn(renderMarkdown, sampleReport({ statistics }));
  expect(text).toContain('### 문항의 구성\n\n- **범주**: \\*예절\\*\\| 3 (유효 3)\n- **선택지 수**: 4개: 12\n');
});

it('a waived finding looks waived', async () => {
  expect(await drawn(renderMarkdown, sampleReport())).toContain('~~같은 문항입니다.~~ (면제됨)');
});

it('a word before an at sign or a number after a hash stays what it was', () => {
  expect(escapeMarkdown('a@b.kr #12').replaceAll('\u2060', '')).toBe('a@b.kr \\#12');
});
