// The checks on one record that the parsers without a schema are given, written as one would by hand.

export interface ParsedItem {
  readonly id: unknown;
  readonly sub_metric: unknown;
  readonly split: unknown;
  readonly question: unknown;
  readonly choices: unknown;
  readonly explanation: unknown;
  readonly difficulty: unknown;
  readonly source: { readonly name: unknown; readonly url: unknown; readonly license: unknown } | null;
  readonly tags: unknown;
}

export function isGoodItem(item: ParsedItem): boolean {
  const { id, choices, explanation, difficulty, source, tags } = item;
  return (
    hasLength(id, 1, 64) &&
    /^[a-z]+-[0-9]+$/.test(id) &&
    hasLength(item.sub_metric, 1, Number.POSITIVE_INFINITY) &&
    (item.split === 'public' || item.split === 'leaderboard') &&
    hasLength(item.question, 20, 2000) &&
    Array.isArray(choices) &&
    (choices.length === 4 || choices.length === 5) &&
    (explanation === null || hasLength(explanation, 20, 4000)) &&
    Number(difficulty) >= 1 &&
    Number(difficulty) <= 5 &&
    source !== null &&
    hasLength(source.name, 1, Number.POSITIVE_INFINITY) &&
    typeof source.url === 'string' &&
    source.url.startsWith('https://') &&
    hasLength(source.license, 1, Number.POSITIVE_INFINITY) &&
    Array.isArray(tags) &&
    tags.length > 0
  );
}

/** The same for a row of CSV. */
export function isGoodRow(row: Readonly<Record<string, string>>): boolean {
  return (
    hasLength(row.id, 1, 64) &&
    /^[a-z]+-[0-9]+$/.test(row.id) &&
    row.sub_metric !== '' &&
    (row.split === 'public' || row.split === 'leaderboard') &&
    hasLength(row.question, 20, 2000) &&
    row.A !== '' &&
    row.B !== '' &&
    row.C !== '' &&
    row.D !== '' &&
    (row.explanation === '' || hasLength(row.explanation, 20, 4000)) &&
    /^[1-5]$/.test(row.difficulty) &&
    row.source_name !== '' &&
    row.source_url.startsWith('https://') &&
    row.source_license !== '' &&
    row.tags !== ''
  );
}

function hasLength(value: unknown, least: number, most: number): value is string {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}
