import type { Measurement } from './measure.js';
import { median } from './measure.js';

export interface Contestant {
  readonly name: string;
  readonly runs: readonly Measurement[];
}

/** Markdown table of medians; the last column is the wall time of the last contestant over each one's. */
export function renderTable(contestants: readonly Contestant[], bytes: number): string {
  const reference = wall(contestants[contestants.length - 1]);
  const rows = contestants.map((contestant) => {
    const of = (value: (run: Measurement) => number): number => median(contestant.runs.map(value));
    const seconds = wall(contestant);
    return [
      contestant.name,
      `${seconds.toFixed(2)} s`,
      `${(bytes / 1e6 / seconds).toFixed(0)}`,
      `${of((run) => run.userSeconds).toFixed(2)} s`,
      `${of((run) => run.systemSeconds).toFixed(2)} s`,
      `${(of((run) => run.peakBytes) / 2 ** 20).toFixed(0)} MiB`,
      `${(reference / seconds).toFixed(1)}×`,
    ];
  });
  const head = ['', 'wall', 'MB/s', 'user CPU', 'system CPU', 'peak RSS', 'speed'];
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function wall({ runs }: Contestant): number {
  return median(runs.map((run) => run.seconds));
}
