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

export const LIMITS = `## What stands in the way of less

Of the CPU time of one thread on 1 GiB of JSON Lines with the core rules (sampled by V8, the kernel built with names):

| what | share |
| --- | ---: |
| reading the file, checking that it is UTF-8, copying it to the kernel | 16 % |
| the kernel: marking bytes (structure of JSON, and what any rule might want to look at) | 11 % |
| the kernel: the tape | 9 % |
| the kernel: proving the JSON Schema, lengths in code points among it | 10 % |
| the kernel: mapping records to items | 4 % |
| the kernel: fingerprints of ids, items and choices | 9 % |
| the kernel: the census | 4 % |
| rules, and what calls the kernel, in TypeScript | 26 % |
| merging fingerprints, garbage collection, loading the program | 9 % |

The first six rows are what any design of this kind pays, and take about 1.6 CPU seconds for 1 GiB on this machine; each isolate that takes part costs another 0.3 s until its
code is compiled. DuckDB's checks take 2.9 CPU seconds in all, so that 0.4 of it would be 1.2 s: out of reach with every byte looked at by 128-bit SIMD once for each of
marks, tape and UTF-8. Tried and dropped: keys compared with those of the record before (0.7 %), length checks inlined (0.5 %), V8's flags for its nursery and its
compilers, threads for less than 32 MiB (two fifths more CPU time, and slower), batches of 256 KiB, larger and smaller reads (no difference).

Every rule takes twice as long as the core ones: personal data and secrets are looked for in each text, and near duplicates need a sketch and anchors of each text and a search
over all items. Nothing that DuckDB or polars is asked for here is like that.

Parquet holds columns, and JSON Schema is about records: rows have to be put together as JSON before they are proved (a fifth of the CPU time), after zstd has been undone (an
eighth). DuckDB judges a dictionary's entry once for all rows that have it, and never sees a row.`;

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
