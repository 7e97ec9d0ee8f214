import { bytesOf, hasBytes, type Tape, textOf } from '@jatdae/kernel';
import { type Telltale, telltaleName } from './telltale-names.js';

/** A key of records, and what its name says. */
export interface RecordKey {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly telltale: Telltale | undefined;
}

/** Reads the k-th key of a record: that of the record before it where their bytes are the same, so that hardly a string is made. */
export type KeyReader = (tape: Tape, key: number, k: number) => RecordKey;

export function createKeyReader(): KeyReader {
  const seen: RecordKey[] = [];
  return (tape, key, k) => {
    const last = seen[k];
    if (last !== undefined && hasBytes(tape, key, last.bytes)) return last;
    const name = textOf(tape, key);
    const read = { bytes: bytesOf(tape, key).slice(), name, telltale: telltaleName(name) };
    if (k < MOST_KEYS) seen[k] = read;
    return read;
  };
}

/** Records of more keys are maps. */
const MOST_KEYS = 256;
