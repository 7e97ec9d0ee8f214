import { main } from '../main.js';
import { recorder } from './recorder.js';

export interface Called {
  /** exit status */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, at a terminal that keeps what is written to it. */
export async function call(...argv: string[]): Promise<Called> {
  const terminal = recorder();
  const code = await main(argv, terminal);
  return { code, out: terminal.written.out, err: terminal.written.err };
}
