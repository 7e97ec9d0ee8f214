import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { Item } from './item.js';
import { plannedItems } from './planned.js';
import { randomFrom, seedOf } from './random.js';
import { topics } from './topics.js';

const LETTERS = ['A', 'B', 'C', 'D', 'E'];
const SKILLS = [0.55, 0.65, 0.75];

/**
 * What a consortium has before it has a deliverable: a table a sub-metric, as Excel for Korean saves it (CP949, CRLF, numbers as `100001.0`),
 * named in decomposed Hangul as macOS packs it, and what three models answered.
 */
export async function writeRawTables(folder: string, itemsPerSubMetric: number): Promise<void> {
  const items = plannedItems({
    seed: 2024,
    subMetrics: topics.length,
    itemsPerSubMetric,
    share: 0,
    leaderboardAnswers: 'included',
  });
  await mkdir(join(folder, 'data'), { recursive: true });
  await mkdir(join(folder, 'experiments'), { recursive: true });
  const predictions = SKILLS.map((): string[] => []);
  for (const [subMetric, { title }] of topics.entries()) {
    const rows: string[][] = [['번호', '질문', ...LETTERS, '정답', '해설']];
    for (let ordinal = 0; ordinal < itemsPerSubMetric; ordinal++) {
      const item = items.make({ subMetric, ordinal });
      const id = (subMetric + 1) * 100_000 + ordinal;
      rows.push(rowOf(item, id));
      for (const [model, lines] of predictions.entries()) lines.push(answerOf(item, id, model));
    }
    const text = rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
    await writeFile(join(folder, 'data', `${title.normalize('NFD')}.csv`), iconv.encode(text, 'cp949'));
  }
  for (const [model, lines] of predictions.entries()) {
    await writeFile(join(folder, 'experiments', `model-${LETTERS[model]?.toLowerCase()}.jsonl`), `${lines.join('\n')}\n`);
  }
}

const rowOf = ({ question, choices, answer, explanation }: Item, id: number): string[] => [
  `${id}.0`,
  question,
  ...LETTERS.map((_, at) => choices[at] ?? ''),
  LETTERS[answer ?? 0],
  explanation ?? '',
];

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function answerOf({ choices, answer }: Item, id: number, model: number): string {
  const random = randomFrom(seedOf(model, id));
  const given = random.next() < (SKILLS[model] ?? 0) ? (answer ?? 0) : random.below(choices.length);
  return JSON.stringify({ id: String(id), prediction: LETTERS[given] });
}
