import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FormatName, Rendered } from '@jatdae/report';
import { writeFailure } from '@jatdae/schema';
import { formatOfPath } from './formats.js';
import { wrongUsage } from './usage.js';

export interface Output {
  readonly path: string;
  readonly format: FormatName;
}

/** One more `-o FILE`. */
export const addOutput = (path: string, before: readonly Output[]): Output[] => [...before, { path, format: formatOfPath(path) }];

/** Checks the `-o` files before the long work starts: a folder that is there, and no folder in the way. */
export async function checkOutputs(outputs: readonly Output[]): Promise<void> {
  for (const { path } of outputs) {
    const folder = await stat(dirname(path)).catch(() => null);
    if (folder === null || !folder.isDirectory()) {
      throw wrongUsage(`-o 파일을 둘 폴더가 없습니다: ${path}`, `The folder of the -o file does not exist: ${path}`);
    }
    const existing = await stat(path).catch(() => null);
    if (existing !== null && !existing.isFile()) {
      throw wrongUsage(`-o에 적은 이름이 파일이 아닙니다: ${path}`, `The -o name is not a file: ${path}`);
    }
  }
}

/** Writes under another name in the same folder and renames, so that the file is whole or not there. */
export async function writeOutput(path: string, content: Rendered): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, content, { flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw isOfReading(error) ? error : notWritten(path, error);
  }
}

/** What is written may be made while it is written, from files of the deliverable. */
const isOfReading = (error: unknown): boolean => !(error instanceof Error && 'syscall' in error && error.syscall !== 'read');

/** @throws UsageFailure where `--temp` names no folder, which a long run would otherwise find out late. */
export async function checkTemp(folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  const facts = await stat(folder).catch(() => null);
  if (facts?.isDirectory() === true) return;
  throw wrongUsage(`--temp에 적은 폴더가 없습니다: ${folder}`, `--temp names no folder: ${folder}`);
}

export function notWritten(path: string, error: unknown): Error {
  const { code, words } = writeFailure(error);
  const other = code === '' ? String(error) : code;
  return wrongUsage(
    `파일을 쓰지 못했습니다(${words?.ko ?? other}): ${path}`,
    `The file could not be written (${words?.en ?? other}): ${path}`,
  );
}

/** A disk that filled up while something was put aside in the temporary folder; null for any other error. */
export function fullDisk(error: unknown): Error | null {
  const { words, isFull } = writeFailure(error);
  if (words === null || !isFull) return null;
  return wrongUsage(
    `임시 폴더에 쓰지 못했습니다(${words.ko}). 공간을 비우거나 --temp로 다른 디스크의 폴더를 지정하세요.`,
    `The temporary folder cannot be written (${words.en}). Free some space, or name a folder on another disk with --temp.`,
  );
}
