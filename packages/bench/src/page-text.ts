import { CORE_RULES_TEXT } from './ours.js';
import type { Format } from './peers.js';
import { PEERS } from './peers.js';
import type { Scenario } from './results.js';

// What the page of measurements says around its tables.

export const HEAD = `# Performance

Written by \`pnpm bench\` from \`performance.json\`; do not edit. All programs of a table read the same file in turn, each in a process
of its own, from its start to its exit; the figures are medians. The file is in the page cache. **Before a format is measured, every program
must count the same on items with planted faults** (records, invalid records, distinct ids, repeated questions, questions in both
splits), and after every run it must count what ours counts; otherwise there is no figure.

- *CPU* is user and system time of all threads. *Peak* is the largest resident set. *MB/s* is the file's own bytes by wall time; for
  Parquet, whose pages are compressed, those of the same items as JSON Lines.
- *ours ÷ it* is our wall time divided by that program's in the same run, once with every rule and once with *the core rules*: below 1,
  ours is faster.
- *The core rules*: ${CORE_RULES_TEXT}.`;

export const FORMAT_TITLE: Readonly<Record<Format, string>> = { jsonl: 'JSON Lines', csv: 'CSV', parquet: 'Parquet' };

const SAME_ITEMS = 'The size is that of the same items as JSON Lines.';

export const FORMAT_NOTE: Readonly<Record<Format, readonly string[]>> = {
  jsonl: [],
  csv: [`${SAME_ITEMS} Choices stand in columns of their own.`],
  parquet: [
    `${SAME_ITEMS} Written by DuckDB with zstd. Generated text repeats its sentences and packs far better than what people write, so these
files are small for what they hold.`,
  ],
};

export const SCENARIO_NAME: Readonly<Record<Scenario, string>> = {
  clean: '',
  cold: ', cold start',
  broken: ', 5 % broken',
  shuffled: ', keys in any order',
};

export const SCENARIO_TEXT: Readonly<Record<Exclude<Scenario, 'clean'>, string>> = {
  cold: `## A small delivery from cold start

12 sub-metrics, with the predictions of three models: what most runs are. Ours also reads the manifest and the predictions; the others
read the file of items only.`,
  broken: `## One record in twenty broken

In random ways: keys missing, added or of another type, values out of range, text too short, JSON cut off or malformed. Ours reports each
by ajv's word.`,
  shuffled: `## Another order of keys in every record

The worst for a program that expects the order it has seen.`,
};

export const FAIRNESS = `## What each program does

${PEERS.map(({ title, does }) => `- **${title}**: ${does}.`).join('\n')}
- **jatdae**, every rule: all that are on by default. Beside the five counts: the JSON Schema of the items in full, answers against choices,
  duplicates by question *and* choices, NFC, mojibake and control characters, personal data and secrets, positions of keys, the form of
  every file. It alone says where each fault stands, and why.

DuckDB and polars leave out of the schema: equal choices and tags, the length of each choice and tag, and keys that it does not know. The
CSV parsers and hyparquet look at one record at a time and count nothing that is repeated.

Not compared: the same libraries from Python (DuckDB and polars are the same programs there), pandas (another runtime), and services.
DuckDB and polars refuse or drop a malformed record as a whole, and the loop without ajv looks at nothing, so these are not in the table
of broken records.`;

export const REPEAT = `## Repeat it

\`\`\`sh
pnpm bench --help
pnpm bench --format all --size 16MiB,256MiB,1GiB --runs 5
pnpm bench --size 4GiB --peers duckdb,polars,cat --runs 3
pnpm bench --scenario cold,broken,shuffled --size 256MiB --runs 5
pnpm bench --format jsonl --size 1GiB --peers duckdb,loop --runs 3   # only these rows
\`\`\`

Nothing else should run meanwhile. The data are made from a fixed seed by \`scripts/make-data.ts\`; a peer that is not installed or does not
load is left out aloud.`;
