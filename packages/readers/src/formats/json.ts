import type { PartFacts, RawBatch } from '@jatdae/kernel';
import { batchesOf, clearRows } from '../batch.js';
import { bytesLookedAt, factsOf, openText } from '../input/open.js';
import { refill, TUNING, type Tuning } from '../input/window.js';
import type { Part, Reader, ReadOptions } from '../reader.js';
import { createScan, finishScan, keptFrom, recordBytesOf, scanWindow } from './json-scan.js';

/**
 * A JSON document read as a stream: its items are the elements of the top-level array or of what `at` points to, else it is one item.
 * Only the bounds of an item are found here; whether it is JSON is for whoever parses it.
 */
export function jsonReader(tuning: Tuning = TUNING): Reader {
  return {
    id: 'json',
    extensions: ['json'],
    splittable: false,
    sniff: (head) => /^\s*[[{]/.test(new TextDecoder().decode(head)),
    read: (part, options, signal) => readJson(part, options, signal, tuning),
  };
}

async function* readJson(
  part: Part,
  options: ReadOptions,
  signal: AbortSignal,
  tuning: Tuning,
): AsyncGenerator<RawBatch, PartFacts, void> {
  const input = await openText(part, options, 0);
  try {
    const expected = options.compression === 'none' ? part.end - input.start : undefined;
    const scan = createScan(input.start, options, tuning.chunkBytes, expected);
    if (input.damage !== null) return factsOf(input, scan.tally, 0, false);
    const { window } = scan;
    while (!window.ended && scan.tally.damage === null) {
      signal.throwIfAborted();
      window.from = Math.min(window.to, keptFrom(scan) - window.at);
      await refill(window, input.stream);
      clearRows(scan.rows);
      scan.keyed.used = 0;
      scanWindow(scan);
      if (window.ended && input.stream.damage() === null) finishScan(scan);
      yield* batchesOf(scan.rows, recordBytesOf(scan));
    }
    return factsOf(input, scan.tally, bytesLookedAt(input, scan.tally, options.compression), scan.blank);
  } finally {
    input.stream.close();
  }
}
