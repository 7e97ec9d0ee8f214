import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** How a line of an item file is spoilt, if it is. */
export type Spoil =
  | 'none'
  | 'cut'
  | 'blank'
  | 'bad-utf8'
  | 'deep'
  | 'long'
  | 'no-id'
  | 'decomposed'
  | 'control'
  | 'scalar'
  | 'foreign-answer';

export interface MessyItem {
  /** equal numbers are the same item */
  readonly content: number;
  /** equal numbers are the same id */
  readonly id: number;
  readonly answer: 0 | 1 | null;
  readonly split: 'public' | 'leaderboard' | 'hidden';
  readonly spoil: Spoil;
  readonly lineEnd: '\n' | '\r\n';
}

export interface MessyFiles {
  readonly lines: readonly (readonly MessyItem[])[];
  readonly table: readonly MessyItem[];
  readonly array: readonly MessyItem[];
  readonly singles: readonly MessyItem[];
  readonly packed: readonly MessyItem[];
  /** a resource of its own for the second file of lines, which the resource of all of them has too */
  readonly overlap: boolean;
  readonly bom: boolean;
  readonly lastLineEnds: boolean;
}

/** Bytes of a record that messy deliverables are read with: `long` items are over it. */
export const MESSY_LIMITS = { recordBytes: 600, depth: 40 } as const;

const CANARY = '0d6b0a52-5a3b-4d5c-9d0e-6a3f1c2b7e94';

function record({ content, id, answer, split, spoil }: MessyItem): Record<string, unknown> {
  const question = `${content}번 문항: 줄이 어디에서 잘려도 같은 글입니까?`;
  const more = { decomposed: { note: '한글'.normalize('NFD') }, control: { note: 'a\u0001b' }, long: { note: '가'.repeat(300) } }[
    spoil as 'long'
  ];
  return {
    ...(spoil === 'no-id' ? {} : { id: `문항-${id}` }),
    sub_metric: `m${content % 2}`,
    split,
    question,
    choices: content % 3 === 0 ? ['예', '아니오'] : ['아니오', '예'],
    answer: spoil === 'foreign-answer' ? 7 : answer,
    ...more,
    ...(content === 0 ? { canary: CANARY } : {}),
  };
}

function line(item: MessyItem): Buffer {
  const text = JSON.stringify(record(item));
  const end = item.lineEnd;
  switch (item.spoil) {
    case 'cut':
      return Buffer.from(`${text.slice(0, -20)}${end}`);
    case 'blank':
      return Buffer.from(`  ${end}`);
    case 'scalar':
      return Buffer.from(`${item.content}${end}`);
    case 'deep':
      return Buffer.from(`${text.slice(0, -1)},"deep":${'['.repeat(60)}${']'.repeat(60)}}${end}`);
    case 'bad-utf8': {
      const bytes = Buffer.from(`${text}${end}`);
      bytes[bytes.indexOf('번')] = 0xff;
      return bytes;
    }
    default:
      return Buffer.from(`${text}${end}`);
  }
}

function lineFile(items: readonly MessyItem[], bom: boolean, lastLineEnds: boolean): Buffer {
  const bytes = Buffer.concat([Buffer.from(bom ? '\uFEFF' : ''), ...items.map(line)]);
  const kept = lastLineEnds ? bytes.length : bytes.length - (bytes.at(-1) === 0x0a ? 1 : 0);
  return bytes.subarray(0, kept);
}

function row(item: MessyItem): string {
  const { content, id, answer, split, spoil, lineEnd } = item;
  const cells = [
    `"문항-${id}"`,
    `m${content % 2}`,
    split,
    `"${content}번 문항:\n""줄""이 어디에서 잘려도 같은 글입니까?"`,
    '예',
    '아니오',
    `${answer ?? ''}`,
  ];
  const found = spoil === 'cut' ? cells.slice(0, 5) : spoil === 'blank' ? ['""'] : cells;
  return `${found.join(',')}${lineEnd}`;
}

const fields = { id: 'id', question: 'question', choices: 'choices', answer: { field: 'answer', as: 'index0' } };
const shared = { subMetric: { field: 'sub_metric' }, split: { field: 'split' }, fields };

/** Writes a deliverable of all formats that are read, in a new folder. */
export async function writeMessy(root: string, files: MessyFiles): Promise<void> {
  const put = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  };
  for (const [k, items] of files.lines.entries())
    await put(`lines/${k}.jsonl`, lineFile(items, files.bom && k === 0, files.lastLineEnds));
  await put('table.csv', `id,sub_metric,split,question,A,B,answer\n${files.table.map(row).join('')}`);
  await put('array.json', JSON.stringify(files.array.map(record), null, 1));
  for (const [k, item] of files.singles.entries()) await put(`singles/${k}.json`, line({ ...item, lineEnd: '\n' }));
  await put('packed.jsonl.gz', gzipSync(lineFile(files.packed, false, files.lastLineEnds)));
  await put(
    'benchmark.json',
    JSON.stringify({
      jatdae: 1,
      profile: 'nia-2024-2',
      dataset: {
        name: 'messy',
        title: 'Messy',
        version: '1.0.0',
        task: 8,
        modalities: ['text'],
        languages: ['ko'],
        leaderboardAnswers: 'withheld',
        canary: CANARY,
      },
      subMetrics: [0, 1].map((k) => ({ id: `m${k}`, itemType: 'multiple-choice' })),
      resources: [
        ...(files.overlap ? [{ path: 'lines/1.jsonl', ...shared }] : []),
        { path: 'lines/*.jsonl', ...shared },
        { path: 'table.csv', ...shared, fields: { ...fields, choices: ['A', 'B'] } },
        { path: 'array.json', ...shared },
        { path: 'singles/*.json', ...shared },
        { path: 'packed.jsonl.gz', ...shared },
      ],
    }),
  );
}
