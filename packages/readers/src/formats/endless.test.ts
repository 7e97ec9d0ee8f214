import { expect, it } from 'vitest';
import type { ByteSource, CsvOptions } from '../reader.js';
import { bytesOf, outcomesOf, readAll } from '../testing.js';
import { csvReader } from './csv.js';
import { jsonReader } from './json.js';
import { jsonlReader } from './jsonl.js';

const SIZE = 48 << 20;
const limits = { recordBytes: 1 << 20, depth: 9 };

/** `head`, then nothing but x; remembers the largest buffer that it was asked to fill. */
function endless(head: string): { source: ByteSource; largest: () => number } {
  const first = bytesOf(head);
  let largest = 0;
  return {
    largest: () => largest,
    source: {
      size: SIZE,
      read: async (into, at) => {
        largest = Math.max(largest, into.buffer.byteLength);
        const count = Math.min(into.length, SIZE - at);
        into.fill(0x78, 0, count);
        if (at < first.length) into.set(first.subarray(at, at + count));
        return count;
      },
      close: async () => undefined,
    },
  };
}

it.each([
  ['a line', jsonlReader(), '{"a":"', ['F006 record-bytes']],
  ['a JSON string', jsonReader(), '[1, {"a":"', ['1', 'F007 truncated']],
  ['a cell', csvReader(), 'a,b\n1,', ['F006 record-bytes']],
  ['a quoted cell', csvReader(), 'a,b\n1,"', ['F006 record-bytes']],
  ['a cell that the manifest calls quoted', csvReader(), 'a,b\n1,"', ['F007 unclosed-quote'], { quote: '"' }],
])('keeps a bounded piece of %s that does not end', async (_, reader, head, outcomes, csv: CsvOptions = {}) => {
  const { source, largest } = endless(head);
  const { seen } = await readAll(reader, { source, start: 0, end: SIZE }, { limits, csv });
  expect(outcomesOf(seen)).toEqual(outcomes);
  expect(largest()).toBeLessThanOrEqual(4 * limits.recordBytes);
});

it.each([jsonlReader(), jsonReader(), csvReader()])('stops reading when it is told to ($id)', async (reader) => {
  const stop = new AbortController();
  const { source } = endless('');
  const options = { limits, at: null, csv: {}, compression: 'none' as const, canary: null };
  const batches = reader.read({ source, start: 0, end: SIZE }, options, stop.signal);
  stop.abort(new Error('told to'));
  await expect(batches.next()).rejects.toThrow('told to');
});
