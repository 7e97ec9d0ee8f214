import type { Terminal } from '../terminal.js';

export interface Recorder extends Terminal {
  readonly written: { out: string; err: string; readonly errParts: string[] };
}

/** A terminal that keeps what is written to it. */
export function recorder(changes: Partial<Pick<Terminal, 'liveColumns' | 'columns' | 'env' | 'asks'>> = {}): Recorder {
  const written = { out: '', err: '', errParts: [] as string[] };
  return {
    env: {},
    color: false,
    errColor: false,
    columns: 80,
    liveColumns: null,
    asks: false,
    ...changes,
    written,
    out: async (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
      written.errParts.push(text);
    },
  };
}
