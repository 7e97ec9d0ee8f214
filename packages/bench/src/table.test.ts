import { expect, it } from 'vitest';
import type { Measurement } from './measure.js';
import { renderTable } from './table.js';

const run = (seconds: number, peakMebibytes: number): Measurement => ({
  seconds,
  userSeconds: seconds,
  systemSeconds: 0,
  peakBytes: peakMebibytes * 2 ** 20,
  exitCode: 0,
  stdout: '',
});

it('shows medians, megabytes a second, and how many times faster than the last row', () => {
  const table = renderTable(
    [
      { name: 'ours', runs: [run(9, 10), run(1, 30), run(2, 20)] },
      { name: 'loop', runs: [run(8, 5)] },
    ],
    400e6,
  );
  expect(table.split('\n').slice(2)).toEqual([
    '| ours | 2.00 s | 200 | 2.00 s | 0.00 s | 20 MiB | 4.0× |',
    '| loop | 8.00 s | 50 | 8.00 s | 0.00 s | 5 MiB | 1.0× |',
  ]);
});
