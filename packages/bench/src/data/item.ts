/** An item as `scripts/make-data.ts` writes it. */
export interface BenchItem {
  id: string;
  sub_metric: string;
  split: string;
  question: string | null;
  choices: string[];
  answer: number | null;
  explanation: string | null;
  difficulty: number;
  source: { name: string; url: string; license: string };
  tags: string[];
}

/** Columns of the CSV form, in order. */
const COLUMNS = [
  ...['id', 'sub_metric', 'split', 'question', 'A', 'B', 'C', 'D', 'E', 'answer', 'explanation', 'difficulty'],
  ...['source_name', 'source_url', 'source_license', 'tags'],
];

export const CSV_HEADER = `${COLUMNS.join(',')}\n`;

/** The item as a row of RFC 4180, quoted where it has to be; null is an empty cell. */
export function csvRow(item: BenchItem): string {
  const { source, choices } = item;
  const cells = [
    ...[item.id, item.sub_metric, item.split, item.question, choices[0], choices[1], choices[2], choices[3], choices[4]],
    ...[item.answer, item.explanation, item.difficulty, source.name, source.url, source.license, item.tags.join(';')],
  ];
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
