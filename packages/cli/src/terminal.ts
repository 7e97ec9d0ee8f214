export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Carries the chosen format and nothing else. A reader that went away (`| head`) is no error; rejects where the write fails otherwise. */
  out(content: string | Uint8Array): Promise<void>;
  /** Notes, problems and progress. */
  err(text: string): void;
  readonly color: boolean;
  readonly errColor: boolean;
  /** of stdout */
  readonly columns: number;
  /** stdout is a terminal */
  readonly showsOut: boolean;
  /** columns of stderr where a line on it may be redrawn, else null */
  readonly liveColumns: number | null;
  /** a person can be asked: keys are read and answers seen */
  readonly asks: boolean;
}

/** Width of what is written to a pipe or a file: the same for everybody. */
export const PLAIN_COLUMNS = 100;
const WIDEST = 160;

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // The callback of `write` has the same error; without a listener it would end the process.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  const mayColor = (stream: NodeJS.WriteStream): boolean => stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  const mayRedraw = stderr.isTTY === true && !env.CI && env.TERM !== 'dumb';
  return {
    env,
    out: (content) =>
      new Promise((resolve, reject) => void stdout.write(content, (error) => (isFailure(error) ? reject(error) : resolve()))),
    err: (text) => void stderr.write(text),
    color: mayColor(stdout),
    errColor: mayColor(stderr),
    columns: stdout.isTTY === true ? Math.min(stdout.columns || PLAIN_COLUMNS, WIDEST) : PLAIN_COLUMNS,
    showsOut: stdout.isTTY === true,
    liveColumns: mayRedraw ? stderr.columns || 80 : null,
    asks: process.stdin.isTTY === true && stdout.isTTY === true && !env.CI && env.TERM !== 'dumb',
  };
}

const isFailure = (error: NodeJS.ErrnoException | null | undefined): boolean => error != null && error.code !== 'EPIPE';
