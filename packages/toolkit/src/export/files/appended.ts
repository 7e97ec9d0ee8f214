import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes that wait for being written: there may be as many files at once as sub-metrics. */
const WAITING = 64 << 10;

export interface Appended {
  add(text: string): Promise<void>;
  end(): Promise<void>;
}

/** A new text file that is written piece by piece and is open only while a piece is written. */
export async function appendedFile(path: string): Promise<Appended> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '', { flag: 'wx' });
  let waiting: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const text = waiting.join('');
    waiting = [];
    length = 0;
    if (text !== '') await appendFile(path, text);
  };
  return {
    async add(text) {
      waiting.push(text);
      length += text.length;
      if (length >= WAITING) await flush();
    },
    end: flush,
  };
}
