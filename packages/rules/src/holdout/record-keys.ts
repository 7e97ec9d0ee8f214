import { bytesOf, hasBytes, keyRunOf, nextOf, STRIDE, type Tape, textOf } from '@jatdae/kernel';
import { type Telltale, telltaleName } from './telltale-names.js';

/** A key of an object, and what its name says. */
export interface RecordKey {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly telltale: Telltale | undefined;
}

/** Reads the k-th key of many that come in much the same order: that of last time where its bytes are the same, so that hardly a string is made. */
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

/** Objects of more keys are maps. */
const MOST_KEYS = 256;

/** All keys of a record, in their order. Records of one run get the same array. */
export type RecordKeysReader = (tape: Tape, record: number) => readonly RecordKey[];

export function createRecordKeysReader(): RecordKeysReader {
  const readKey = createKeyReader();
  let known: { readonly tape: Tape; readonly loads: number; readonly run: number; readonly keys: readonly RecordKey[] } | null =
    null;
  return (tape, record) => {
    const run = keyRunOf(tape, record);
    if (known !== null && run !== 0 && known.run === run && known.loads === tape.loads && known.tape === tape) return known.keys;
    const keys: RecordKey[] = [];
    const end = nextOf(tape, record);
    for (let key = record + STRIDE; key < end; key = nextOf(tape, nextOf(tape, key))) keys.push(readKey(tape, key, keys.length));
    const last = known?.keys ?? [];
    const isSame = keys.length === last.length && keys.every((key, k) => key === last[k]);
    known = { tape, loads: tape.loads, run, keys: isSame ? last : keys };
    return known.keys;
  };
}
