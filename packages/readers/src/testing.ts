import type { Fault, PartFacts } from '@jatdae/kernel';
import type { Part, Reader, ReadOptions, Workroom } from './reader.js';
import { memorySource } from './source.js';

/** A record as a test sees it: its text, or its fault, with its number in the part. */
export interface Seen {
  readonly text: string | null;
  readonly record: number;
  readonly line: number;
  readonly byte: number;
  readonly fault: Fault | null;
}

/** One for all runs of a property: a module's memory is dear. */
const WORKROOM: Workroom = { table: null };

const OPTIONS: ReadOptions = {
  limits: { recordBytes: 1 << 24, depth: 512 },
  at: null,
  csv: {},
  compression: 'none',
  canary: null,
  workroom: WORKROOM,
};

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function wholeOf(bytes: Uint8Array): Part {
  return { source: memorySource(bytes), start: 0, end: bytes.length };
}

export async function readAll(
  reader: Reader,
  input: Part | Uint8Array | string,
  options: Partial<ReadOptions> = {},
): Promise<{ seen: Seen[]; facts: PartFacts }> {
  const bytes = typeof input === 'string' ? bytesOf(input) : input;
  const part = 'source' in bytes ? bytes : wholeOf(bytes);
  const batches = reader.read(part, { ...OPTIONS, ...options }, new AbortController().signal);
  const seen: Seen[] = [];
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done === true) return { seen, facts: next.value };
    const batch = next.value;
    for (let i = 0; i < batch.size; i += 1) {
      const fault = batch.faults.find(({ record }) => record === i);
      const empty = batch.start[i] === batch.end[i];
      seen.push({
        text: empty
          ? null
          : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(batch.bytes.subarray(batch.start[i], batch.end[i])),
        record: batch.record[i] as number,
        line: batch.line[i] as number,
        byte: batch.byte[i] as number,
        fault: fault === undefined ? null : { ...fault, record: batch.record[i] as number },
      });
    }
  }
}

export function textsOf(seen: readonly Seen[]): (string | null)[] {
  return seen.map((record) => record.text);
}

/** Code of each record's fault, or its text. */
export function outcomesOf(seen: readonly Seen[]): string[] {
  return seen.map((record) => (record.fault === null ? `${record.text}` : `${record.fault.code} ${record.fault.data.reason}`));
}
