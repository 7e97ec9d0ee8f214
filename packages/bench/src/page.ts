import { CORE, OURS, type Ours } from './ours.js';
import { FAIRNESS, FORMAT_NOTE, FORMAT_TITLE, HEAD, LIMITS, REPEAT, SCENARIO_NAME, SCENARIO_TEXT } from './page-text.js';
import { type Format, PEERS } from './peers.js';
import type { Case, Figures, Results, Row, Scenario } from './results.js';
import { sizeInBytes } from './size.js';

const FORMATS: readonly Format[] = ['jsonl', 'csv', 'parquet'];
const SCENARIOS: readonly Scenario[] = ['clean', 'cold', 'broken', 'shuffled'];

/** The page of measurements, in Markdown. */
export function renderPage(results: Results): string {
  const parts = [
    HEAD,
    settingOf(results),
    glancePart(results),
    ...FORMATS.map((format) => formatPart(results, format)),
    ...(['cold', 'broken', 'shuffled'] as const).map((scenario) => scenarioPart(results, scenario)),
    linearPart(results),
    FAIRNESS,
    LIMITS,
    REPEAT,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function settingOf({ machine, versions }: Results): string {
  const named = Object.entries(versions).map(([name, version]) => `${name === 'node' ? 'Node' : name} ${version}`);
  return `Measured on ${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB of memory, ${machine.os}; ${named.join(', ')}.`;
}

const GLANCE_PEERS = ['duckdb', 'polars', 'loop-ajv', 'loop'];

function glancePart(results: Results): string {
  const rows = SCENARIOS.flatMap((scenario) => FORMATS.flatMap((format) => casesOf(results, format, scenario))).flatMap((entry) =>
    OURS.flatMap((ours) => glanceRow(entry, ours)),
  );
  if (rows.length === 0) return '';
  const head = ['', 'rules', 'ours', 'peak', '÷ DuckDB', '÷ polars', '÷ loop with ajv', '÷ loop'];
  return `## At a glance\n\n${markdownTable(head, rows)}`;
}

function glanceRow(entry: Case, ours: Ours): string[][] {
  const figures = oursOf(entry, ours);
  if (figures === undefined) return [];
  const ratios = GLANCE_PEERS.map((peer) => {
    const row = entry.rows.find(({ name }) => name === peer);
    return row === undefined ? '–' : ratioOf(row, ours);
  });
  const name = `${FORMAT_TITLE[entry.format]}, ${entry.size}${SCENARIO_NAME[entry.scenario]}`;
  return [[name, ours.rules, seconds(figures.wall), mebibytes(figures), ...ratios]];
}

function formatPart(results: Results, format: Format): string {
  const measured = casesOf(results, format, 'clean');
  if (measured.length === 0) return '';
  return [`## ${FORMAT_TITLE[format]}`, ...FORMAT_NOTE[format], ...measured.map(casePart)].join('\n\n');
}

function scenarioPart(results: Results, scenario: Exclude<Scenario, 'clean'>): string {
  const measured = FORMATS.flatMap((format) => casesOf(results, format, scenario));
  if (measured.length === 0) return '';
  return [SCENARIO_TEXT[scenario], ...measured.map(casePart)].join('\n\n');
}

function casePart(entry: Case): string {
  const failed = entry.failures.map(({ name, why }) => `${titleOf(name)} (${why})`).join(', ');
  return [captionOf(entry), tableOf(entry), ...(failed === '' ? [] : [`Not to the end: ${failed}.`])].join('\n\n');
}

function captionOf({ format, size, bytes, records, jobs, rows }: Case): string {
  const runs = [...new Set(rows.map((row) => row.runs))].sort((left, right) => left - right).join(' or ');
  const dates = [...new Set(rows.map((row) => row.date))].sort().join(', ');
  const file = `${records.toLocaleString('en')} records, ${(bytes / 2 ** 20).toFixed(1)} MiB`;
  return `**${FORMAT_TITLE[format]}, ${size}** (${file}; ${jobs} ${jobs === 1 ? 'thread' : 'threads'}; medians of ${runs}; ${dates})`;
}

function tableOf({ format, bytes, itemBytes, records, rows }: Case): string {
  const head = ['', 'wall', 'CPU', 'peak', 'MB/s', 'records/s', 'every rule ÷ it', 'core rules ÷ it'];
  const counted = format === 'parquet' ? itemBytes : bytes;
  const order = [
    ...['', '-clean'].flatMap((suffix) => OURS.map(({ name }) => `${name}${suffix}`)),
    ...PEERS.map(({ name }) => name),
  ];
  const sorted = [...rows].sort((left, right) => order.indexOf(left.name) - order.indexOf(right.name));
  return markdownTable(
    head,
    sorted.map((row) => [
      titleOf(row.name),
      seconds(row.figures.wall),
      seconds(row.figures.user + row.figures.system),
      mebibytes(row.figures),
      (counted / 1e6 / row.figures.wall).toFixed(0),
      `${(records / 1000 / row.figures.wall).toFixed(0)} k`,
      ...OURS.map((ours) => (row.name === ours.name ? '' : ratioOf(row, ours))),
    ]),
  );
}

/** What the records cost that a size has more than the one before it: start-up cancels out. */
function linearPart(results: Results): string {
  const rows = FORMATS.flatMap((format) => {
    const sized = casesOf(results, format, 'clean');
    return sized.slice(1).flatMap((entry, at) => OURS.flatMap((ours) => linearRow(sized[at], entry, ours)));
  });
  if (rows.length === 0) return '';
  return `## Cost against size

What a million more records cost ours, from one size to the next; start-up cancels out. Equal figures are a linear cost.

${markdownTable(['', 'rules', 'sizes', 'wall', 'CPU'], rows)}`;
}

function linearRow(smaller: Case, larger: Case, ours: Ours): string[][] {
  const [now, before] = [oursOf(larger, ours), oursOf(smaller, ours)];
  if (now === undefined || before === undefined) return [];
  const millions = (larger.records - smaller.records) / 1e6;
  const wall = (now.wall - before.wall) / millions;
  const cpu = (now.user + now.system - before.user - before.system) / millions;
  return [[FORMAT_TITLE[larger.format], ours.rules, `${smaller.size} → ${larger.size}`, seconds(wall), seconds(cpu)]];
}

function casesOf({ cases }: Results, format: Format, scenario: Scenario): Case[] {
  return cases
    .filter((entry) => entry.format === format && entry.scenario === scenario)
    .sort((left, right) => sizeInBytes(left.size) - sizeInBytes(right.size));
}

function oursOf({ rows }: Case, ours: Ours): Figures | undefined {
  return rows.find(({ name }) => name === ours.name)?.figures;
}

function titleOf(name: string): string {
  const ours = OURS.find((one) => name === one.name || name === `${one.name}-clean`);
  if (ours !== undefined) return name === ours.name ? `**jatdae**, ${ours.rules}` : `jatdae, ${ours.rules}, the same items clean`;
  return PEERS.find((peer) => peer.name === name)?.title ?? name;
}

function ratioOf(row: Row, { name }: Ours): string {
  const ours = name === CORE.name ? row.core : row.ours;
  return ours === undefined ? '–' : (ours.wall / row.figures.wall).toFixed(2);
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

function mebibytes({ peakBytes }: Figures): string {
  return peakBytes === null ? '–' : `${(peakBytes / 2 ** 20).toFixed(0)} MiB`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
