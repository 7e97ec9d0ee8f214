import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '@jatdae/validator';
import type { PredictionLine } from './line.js';
import { syncFolder } from './whole-file.js';

/** A file that only grows, a line an answer. */
export interface PredictionFile {
  /** bytes of a line that was cut off at the end, and taken away */
  readonly repaired: number;
  /** Fulfilled once the line is on the disk. Lines that come while others are being written are written together. */
  append(line: PredictionLine): Promise<void>;
  close(): Promise<void>;
}

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * Opens or makes a prediction file and tells every line that is in it. What follows the last line feed was being written when a run ended:
 * a whole line gets its line feed, anything else is taken away.
 * @throws UsageError where a line in the middle is no prediction
 */
export async function openPredictions(path: string, onLine: (line: PredictionLine) => void): Promise<PredictionFile> {
  const handle = await open(path, 'a+');
  await syncFolder(dirname(path));
  try {
    const { rest, end } = await readLines(handle, path, onLine);
    const repaired = await repair(handle, rest, end, onLine);
    return { repaired, ...createAppender(handle) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Tells every whole line of a file that is only read. @throws UsageError where it cannot be read, or one of them is no prediction */
export async function readPredictions(path: string, onLine: (line: PredictionLine) => void): Promise<void> {
  const handle = await open(path, 'r').catch((): never => {
    throw new UsageError({
      ko: `예측 파일을 읽을 수 없습니다: ${path}`,
      en: `The file of predictions cannot be read: ${path}`,
    });
  });
  try {
    const { rest } = await readLines(handle, path, onLine);
    const line = parsedLine(rest.toString('utf8'));
    if (line !== null) onLine(line);
  } finally {
    await handle.close();
  }
}

/** The bytes after the last line feed, and where they begin. */
async function readLines(
  handle: FileHandle,
  path: string,
  onLine: (line: PredictionLine) => void,
): Promise<{ readonly rest: Buffer; readonly end: number }> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let pending: Buffer[] = [];
  let [at, end, number] = [0, 0, 0];
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, at);
    if (bytesRead === 0) return { rest: Buffer.concat(pending), end };
    let from = 0;
    for (let to = chunk.indexOf(NEWLINE); to >= 0 && to < bytesRead; to = chunk.indexOf(NEWLINE, from)) {
      const text = Buffer.concat([...pending, chunk.subarray(from, to)]).toString('utf8');
      pending = [];
      from = to + 1;
      end = at + from;
      number += 1;
      if (text.trim() === '') continue;
      const line = parsedLine(text);
      if (line === null) throw notPredictions(path, number);
      onLine(line);
    }
    if (from < bytesRead) pending.push(Buffer.from(chunk.subarray(from, bytesRead)));
    at += bytesRead;
  }
}

async function repair(handle: FileHandle, rest: Buffer, end: number, onLine: (line: PredictionLine) => void): Promise<number> {
  if (rest.length === 0) return 0;
  const line = parsedLine(rest.toString('utf8'));
  if (line === null) {
    await handle.truncate(end);
    await handle.sync();
    return rest.length;
  }
  await handle.appendFile('\n');
  await handle.sync();
  onLine(line);
  return 0;
}

function parsedLine(text: string): PredictionLine | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('id' in value) || !('prediction' in value)) return null;
    return typeof value.id === 'string' || typeof value.id === 'number' ? (value as PredictionLine) : null;
  } catch {
    return null;
  }
}

function notPredictions(path: string, line: number): UsageError {
  return new UsageError({
    ko: `예측 파일의 ${line}번째 줄이 예측이 아닙니다: ${path}. 다른 프로그램이 고친 파일이면 --out으로 새 파일을 지정하십시오.`,
    en: `Line ${line} of the prediction file is no prediction: ${path}. If something else changed it, name a new file with --out.`,
  });
}

/** One write and one fdatasync at a time; what comes meanwhile shares the next. */
function createAppender(handle: FileHandle): Pick<PredictionFile, 'append' | 'close'> {
  let waiting: string[] = [];
  let next: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    // After a write that failed the file may end in the middle of a line: nothing is written after it.
    await last;
    const text = waiting.join('');
    waiting = [];
    next = null;
    last = write(text);
    return last;
  }

  async function write(text: string): Promise<void> {
    await handle.appendFile(text);
    await handle.datasync();
  }

  return {
    append(line) {
      waiting.push(`${JSON.stringify(line)}\n`);
      next ??= flush();
      return next;
    },
    async close() {
      await (next ?? last).catch(() => undefined);
      await handle.close();
    },
  };
}
