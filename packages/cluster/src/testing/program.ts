import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { BIN } from './fleet.js';

/** The built program while it runs, and what it has said so far. */
export interface Program {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  /** @throws with what it said where it ends before it says so */
  says(words: string): Promise<void>;
  /** its exit status */
  readonly ended: Promise<number | null>;
}

export function startProgram(...args: readonly string[]): Program {
  const child = spawn(process.execPath, [BIN, ...args, '--lang', 'en']);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).finally(() => {
    hasEnded = true;
  });
  return {
    child,
    ended,
    out: () => out,
    err: () => err,
    async says(words) {
      while (!err.includes(words)) {
        if (hasEnded) throw new Error(`ended before it said ${JSON.stringify(words)}: ${err}`);
        await wait(20);
      }
    },
  };
}
