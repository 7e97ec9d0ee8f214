import { Buffer } from 'node:buffer';
import type { Compression, Reader, ReadOptions } from '../reader.js';
import { READERS } from '../registry.js';
import { memorySource } from '../source.js';
import { mutated, randomOf } from './mutate.js';
import type { Oracle, Reading } from './oracles.js';

/** A reader with seeds, and what must hold of its readings. */
export interface Target {
  readonly reader: string;
  readonly seeds: readonly Uint8Array[];
  readonly oracle: Oracle;
  readonly at?: string;
  readonly compression?: Compression;
  readonly delimiter?: string;
  /** the file that is read, where what is mutated is only a piece of it */
  readonly around?: (bytes: Uint8Array) => Uint8Array;
  /** a record's text is the file's, and may be no JSON; else the reader writes it */
  readonly ownText: boolean;
}

/** What came of one file. */
export interface Outcome {
  readonly kind: 'clean' | 'faults' | 'damage' | 'wrong' | 'crash';
  /** of what is wrong */
  readonly what: string | null;
  readonly milliseconds: number;
}

/** Reads a mutated file, and judges what was given and told. */
export async function runCase(target: Target, seed: number, run: number): Promise<Outcome> {
  const bytes = mutated(target.seeds, randomOf(seed, run));
  const began = performance.now();
  const done = (kind: Outcome['kind'], what: string | null = null): Outcome => {
    return { kind, what, milliseconds: performance.now() - began };
  };
  try {
    const reading = await readWhole(target, target.around?.(bytes) ?? bytes);
    if (typeof reading === 'string') return done('wrong', reading);
    if (reading.damage !== null) return done('damage');
    const milliseconds = performance.now() - began;
    const what = target.oracle(bytes, reading);
    return { kind: what !== null ? 'wrong' : reading.faults > 0 ? 'faults' : 'clean', what, milliseconds };
  } catch (error) {
    return done('crash', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** A text where the reading breaks its own contract. */
async function readWhole(target: Target, bytes: Uint8Array): Promise<Reading | string> {
  const reader = READERS.find(({ id }) => id === target.reader) as Reader;
  const options: ReadOptions = {
    limits: { recordBytes: 1 << 24, depth: 512 },
    at: target.at ?? null,
    csv: target.delimiter === undefined ? {} : { delimiter: target.delimiter },
    compression: target.compression ?? 'none',
    canary: null,
  };
  const part = { source: memorySource(bytes), start: 0, end: bytes.length };
  const batches = reader.read(part, options, new AbortController().signal);
  let [records, faults, notJson] = [0, 0, 0];
  for (let next = await batches.next(); ; next = await batches.next()) {
    if (next.done === true) {
      const { damage, encoding, blank, quoting } = next.value;
      if (next.value.records !== records) return `${records} records were given and ${next.value.records} told`;
      return { records, faults, notJson, damage: damage?.reason ?? null, encoding, blank, quoting: quoting?.reading ?? null };
    }
    const batch = next.value;
    faults += batch.faults.length;
    for (let i = 0; i < batch.size; i += 1) {
      if (batch.record[i] !== records) return `record ${batch.record[i]} where ${records} is due`;
      records += 1;
      const text = batch.bytes.subarray(batch.start[i], batch.end[i]);
      if (text.length === 0 && !batch.faults.some(({ record }) => record === i)) return 'a record without a text and a fault';
      if (text.length > 0 && !isJson(text)) notJson += 1;
    }
    if (notJson > 0 && !target.ownText) return 'a record that is no JSON';
  }
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}
