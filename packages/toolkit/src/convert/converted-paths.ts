import type { Target } from './losses.js';

/** What the name of a file of records ends in, compressed or not. */
const ENDING =
  /\.(?:jsonl|ndjson|json-seq|json|yaml|yml|csv|tsv|tab|xlsx|xlsm|parquet|parq|arrow|feather|ipc|arrows)(?:\.(?:gz|zst|zstd))?$/iu;

/** The name of a file once it is converted: another ending, or one more where it has none that is known. */
export const newName = (path: string, to: Target): string =>
  ENDING.test(path) ? path.replace(ENDING, `.${to}`) : `${path}.${to}`;

/** A glob or a pattern of such files; one without a known ending matches the new names too, or cannot be carried over. */
export const newGlob = (glob: string, to: Target): string => glob.replace(ENDING, `.${to}`);
