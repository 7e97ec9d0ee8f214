import { createMask, type Mask } from '@jatdae/rules';
import type { Finding, Language } from '@jatdae/schema';
import { type AskedItem, openItems, type Problem, validate } from '@jatdae/validator';
import { spreadsheetCsv } from './csv.js';

export interface SuspectOptions {
  readonly language: Language;
  readonly temp?: string;
  readonly signal: AbortSignal;
}

export type SuspectsResult =
  | { readonly status: 'unusable'; readonly problems: readonly Problem[] }
  | {
      readonly status: 'done';
      /** UTF-8 with a mark, for people with a spreadsheet */
      readonly csv: string;
      readonly suspects: number;
      /** items whose keys were looked at; 0 where there are too few models or items */
      readonly searched: number;
      /** all of the deliverable was read */
      readonly complete: boolean;
    };

/** As many suspects as anybody could look at. */
const MOST = 100_000;

/**
 * The items whose keys are probably wrong (E007), with their questions, for people to look at. Personal data are masked; of items of the
 * leaderboard neither the key nor the models' choice is there.
 * @throws UsageError where the target is nothing that jatdae reads
 */
export async function listSuspects(target: string, { language, temp, signal }: SuspectOptions): Promise<SuspectsResult> {
  const folder = temp === undefined ? {} : { temp };
  const result = await validate(target, { language, select: ['E007'], maxFindings: MOST, signal, ...folder });
  if (result.status === 'unusable') return { status: 'unusable', problems: result.problems };
  const { report, profile } = result;
  const findings = new Map(report.findings.map((finding) => [placeOf(finding.place.path, finding.place.record), finding]));
  const rows: (readonly (string | number)[])[] = [];
  const open = await openItems(target, signal, temp);
  if (!open.ok) return { status: 'unusable', problems: open.problems };
  try {
    if (findings.size > 0) {
      const mask = createMask(profile);
      for await (const item of open.asked()) {
        const finding = findings.get(placeOf(item.path, item.record));
        if (finding !== undefined) rows.push(rowOf(finding, item, mask));
      }
    }
  } finally {
    await open.close();
  }
  const csv = spreadsheetCsv([HEADS.map((head) => head[language]), ...rows]);
  return { status: 'done', csv, suspects: rows.length, searched: searchedOf(report.statistics), complete: report.complete };
}

const placeOf = (path: string, record: number | null): string => `${path}#${record ?? ''}`;

const HEADS = [
  { ko: '파일', en: 'file' },
  { ko: '레코드', en: 'record' },
  { ko: 'id', en: 'id' },
  { ko: '하위 측정 항목', en: 'sub-metric' },
  { ko: '분할', en: 'split' },
  { ko: '틀렸을 확률', en: 'probability' },
  { ko: '같은 다른 답을 고른 모델', en: 'models that agree' },
  { ko: '답한 모델', en: 'models that answered' },
  { ko: '정답', en: 'key' },
  { ko: '모델들의 답', en: 'choice of the models' },
  { ko: '질문', en: 'question' },
  { ko: '보기', en: 'choices' },
  { ko: '사람의 판단', en: 'decision' },
] as const;

function rowOf({ data }: Finding, item: AskedItem, mask: Mask): readonly (string | number)[] {
  const number = (name: string): number | string => (typeof data[name] === 'number' ? (data[name] as number) : '');
  const letter = (name: string): string => (typeof data[name] === 'string' ? (data[name] as string) : '');
  const choices = item.choices.map((choice, k) => `${String.fromCharCode(0x41 + k)}. ${choice}`);
  return [
    item.path,
    item.record,
    mask(String(item.id ?? '')),
    item.subMetric ?? '',
    item.side,
    number('probability'),
    number('agreeing'),
    number('answered'),
    letter('key'),
    letter('rival'),
    mask([item.context, item.question].filter((text) => text !== null).join('\n\n')),
    mask(choices.join('\n')),
    '',
  ];
}

function searchedOf({ items }: Readonly<Record<string, unknown>>): number {
  const { wrongKeys } = (items ?? {}) as { readonly wrongKeys?: { readonly searched?: unknown } | null };
  return typeof wrongKeys?.searched === 'number' ? wrongKeys.searched : 0;
}
