import { type Format, PEERS } from './peers.js';
import type { Case, Figures, Results, Row, Scenario } from './results.js';
import { sizeInBytes } from './size.js';

const FORMAT_TITLE: Readonly<Record<Format, string>> = {
  jsonl: 'JSON Lines',
  csv: 'CSV',
  parquet: 'Parquet (zstd, written by DuckDB)',
};

/** The page of measurements, in Markdown. */
export function renderPage(results: Results): string {
  const parts = [
    HEAD,
    settingOf(results),
    ...(['jsonl', 'csv', 'parquet'] as const).map((format) => formatPart(results, format)),
    scenarioPart(results, 'cold', COLD),
    scenarioPart(results, 'broken', BROKEN),
    scenarioPart(results, 'shuffled', SHUFFLED),
    linearPart(results),
    FAIRNESS,
    REPEAT,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const HEAD = `# Performance

Written by \`pnpm bench\` from \`performance.json\`; do not edit. All programs of a table read the same file in turn, each in a process
of its own, from its start to its exit; the figures are medians. The file is in the page cache. **Before a format is measured, every program
must count the same on items with planted faults** (records, invalid records, distinct ids, repeated questions, questions in both
splits), and after every run it must count what ours counts; otherwise there is no figure.

- *CPU* is user and system time of all threads. *Peak* is the largest resident set. *MB/s* is the file's own bytes by
  wall time; for Parquet, whose pages are compressed, those of the same items as JSON Lines.
- *ours ÷ it* is our wall time divided by that program's in the same run: below 1, ours is faster.`;

function settingOf({ machine, versions }: Results): string {
  const named = Object.entries(versions).map(([name, version]) => `${name === 'node' ? 'Node' : name} ${version}`);
  return `Measured on ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB of memory, ${machine.os}; ${named.join(', ')}.`;
}

function formatPart({ cases }: Results, format: Format): string {
  const measured = ordered(cases.filter((entry) => entry.format === format && entry.scenario === 'clean'));
  if (measured.length === 0) return '';
  const note = format === 'jsonl' ? '' : ' The size is that of the same items as JSON Lines.';
  return [
    `## ${FORMAT_TITLE[format]}${note === '' ? '' : `\n\n${note.trim()}`}`,
    ...measured.map((entry) => `${captionOf(entry)}\n\n${tableOf(entry)}`),
  ].join('\n\n');
}

const COLD = `## A small delivery from cold start

12 sub-metrics, with the predictions of three models: what most runs are. Ours also reads the manifest and the predictions; the others
read the file of items only.`;

const BROKEN = `## One record in twenty broken

In random ways: keys missing, added or of another type, values out of range, text too short, JSON cut off or malformed. Ours reports each
by ajv's word.`;

const SHUFFLED = `## Another order of keys in every record

The worst for a program that expects the order it has seen.`;

function scenarioPart({ cases }: Results, scenario: Scenario, text: string): string {
  const measured = ordered(cases.filter((entry) => entry.scenario === scenario));
  if (measured.length === 0) return '';
  return [text, ...measured.map((entry) => `${captionOf(entry)}\n\n${tableOf(entry)}`)].join('\n\n');
}

function captionOf({ size, bytes, records, jobs, rows, format }: Case): string {
  const runs = [...new Set(rows.map((row) => row.runs))].sort((left, right) => left - right).join(' or ');
  const dates = [...new Set(rows.map((row) => row.date))].sort();
  const file = `${records.toLocaleString('en')} records, ${(bytes / 2 ** 20).toFixed(1)} MiB`;
  return `**${format === 'jsonl' ? '' : `${format}, `}${size}** (${file}; ${jobs} ${jobs === 1 ? 'thread' : 'threads'}; medians of ${runs}; ${dates.join(', ')})`;
}

function tableOf({ format, bytes, itemBytes, records, rows }: Case): string {
  const head = ['', 'wall', 'CPU', 'peak', 'MB/s', 'records/s', 'ours ÷ it'];
  const lines = [
    head,
    head.map((_, column) => (column === 0 ? '---' : '---:')),
    ...byTime(rows).map((row) => cellsOf(row, format === 'parquet' ? itemBytes : bytes, records)),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function byTime(rows: readonly Row[]): Row[] {
  const rank = ({ name }: Row): number =>
    name === 'jatdae' ? 0 : name === 'jatdae-clean' ? 1 : 2 + PEERS.findIndex((peer) => peer.name === name);
  return [...rows].sort((left, right) => rank(left) - rank(right));
}

function cellsOf({ name, figures, ours }: Row, bytes: number, records: number): string[] {
  const { wall, user, system, peakBytes } = figures;
  return [
    titleOf(name),
    `${wall.toFixed(2)} s`,
    `${(user + system).toFixed(2)} s`,
    peakBytes === null ? '–' : `${(peakBytes / 2 ** 20).toFixed(0)} MiB`,
    (bytes / 1e6 / wall).toFixed(0),
    `${(records / 1000 / wall).toFixed(0)} k`,
    name === 'jatdae' ? '' : ratioOf(ours, figures),
  ];
}

function titleOf(name: string): string {
  if (name === 'jatdae') return '**jatdae**, every rule';
  if (name === 'jatdae-clean') return 'jatdae, the same items clean';
  return PEERS.find((peer) => peer.name === name)?.title ?? name;
}

function ratioOf(ours: Figures, theirs: Figures): string {
  return (ours.wall / theirs.wall).toFixed(2);
}

/** Cost of what a size has more than the one before it: start-up cancels out. */
function linearPart({ cases }: Results): string {
  const rows = (['jsonl', 'csv', 'parquet'] as const).flatMap((format) => {
    const sized = ordered(cases.filter((entry) => entry.format === format && entry.scenario === 'clean'));
    return sized.slice(1).flatMap((entry, at) => {
      const [now, before] = [oursOf(entry), oursOf(sized[at])];
      if (now === undefined || before === undefined) return [];
      const more = (entry.records - sized[at].records) / 1e6;
      const cell = (value: (figures: Figures) => number): string => ((value(now) - value(before)) / more).toFixed(2);
      return [
        `| ${format} | ${sized[at].size} → ${entry.size} | ${cell(({ wall }) => wall)} s | ${cell(({ user, system }) => user + system)} s |`,
      ];
    });
  });
  if (rows.length === 0) return '';
  return `## Cost against size

What a million more records cost ours, from one size to the next; start-up cancels out. Equal figures are a linear cost.

| | sizes | wall | CPU |
| --- | --- | ---: | ---: |
${rows.join('\n')}`;
}

function oursOf({ rows }: Case): Figures | undefined {
  return rows.find(({ name }) => name === 'jatdae')?.figures;
}

function ordered(cases: readonly Case[]): Case[] {
  return [...cases].sort(
    (left, right) => left.format.localeCompare(right.format) || sizeInBytes(left.size) - sizeInBytes(right.size),
  );
}

const FAIRNESS = `## What each program does

${PEERS.map(({ title, does }) => `- **${title}**: ${does}.`).join('\n')}
- **jatdae**: every rule that is on by default. Beside the five counts: the JSON Schema of the items in full, answers against choices,
  duplicates by question *and* choices, NFC, mojibake and control characters, personal data and secrets, positions of keys, the form of
  every file. It alone says where each fault stands, and why.

DuckDB and polars leave out of the schema: equal choices and tags, the length of each choice and tag, and keys that it does not know. The CSV
parsers and hyparquet look at one record at a time and count nothing that is repeated.

Not compared: the same libraries from Python (DuckDB and polars are the same programs there), pandas (slower than both on all of these), and
services. DuckDB and polars refuse or drop a malformed record as a whole, and the loop without ajv looks at nothing, so these are not in the
table of broken records.`;

const REPEAT = `## Repeat it

\`\`\`sh
pnpm bench --help
pnpm bench --format all --size 16MiB,256MiB,1GiB --runs 5
pnpm bench --size 4GiB --peers duckdb,polars,cat --runs 3
pnpm bench --scenario cold,broken,shuffled --size 256MiB --runs 5
pnpm bench --format jsonl --size 1GiB --peers duckdb,loop --runs 3   # only these rows
\`\`\`

Nothing else should run meanwhile. The data are made from a fixed seed by \`scripts/make-data.ts\`; a peer that is not installed or does not load is left out aloud.`;
