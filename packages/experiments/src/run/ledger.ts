import type { Usage } from '../endpoint/outcome.js';
import type { PredictionLine } from '../files/line.js';
import type { RunTotals } from '../files/run-record.js';

/** What the lines of a prediction file add up to. */
export interface Ledger {
  add(key: string, line: PredictionLine): void;
  has(key: string): boolean;
  isRefused(key: string): boolean;
  isEmpty(): boolean;
  totals(): RunTotals;
  /** answers whose usage the server did not tell */
  unmetered(): number;
}

export function createLedger(): Ledger {
  const keys = new Set<string>();
  const refused = new Set<string>();
  const [models, fingerprints] = [new Set<string>(), new Set<string>()];
  let usage: Usage = { input: 0, output: 0 };
  let unmetered = 0;
  return {
    add(key, line) {
      keys.add(key);
      if (line.error !== undefined) refused.add(key);
      else if (line.usage === undefined) unmetered += 1;
      if (line.model !== undefined) models.add(line.model);
      if (line.fingerprint !== undefined) fingerprints.add(line.fingerprint);
      if (line.usage !== undefined) {
        usage = { input: usage.input + line.usage.input, output: usage.output + line.usage.output };
      }
    },
    has: (key) => keys.has(key),
    isRefused: (key) => refused.has(key),
    isEmpty: () => keys.size === 0,
    totals: () => ({
      answered: keys.size - refused.size,
      refused: refused.size,
      models: [...models].sort(),
      fingerprints: [...fingerprints].sort(),
      usage,
    }),
    unmetered: () => unmetered,
  };
}
