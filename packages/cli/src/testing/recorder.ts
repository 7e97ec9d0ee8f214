import type { Terminal } from '../terminal.js';

export interface Recorder extends Terminal {
  readonly written: { out: string; err: string; readonly errParts: string[] };
}

/** A terminal that keeps what is written to it. */
export function recorder(
  changes: Partial<Pick<Terminal, 'liveColumns' | 'columns' | 'showsOut' | 'env' | 'asks'>> = {},
): Recorder {
  const written = { out: '', err: '', errParts: [] as string[] };
  return {
    env: {},
    color: false,
    errColor: false,
    columns: 80,
    showsOut: false,
    liveColumns: null,
    asks: false,
    ...changes,
    written,
    out: async (content) => {
      written.out += typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
    },
    err: (text) => {
      written.err += text;
      written.errParts.push(text);
    },
  };
}
