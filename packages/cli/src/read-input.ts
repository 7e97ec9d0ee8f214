import { readFile } from 'node:fs/promises';
import { wrongUsage } from './usage.js';

/** A small file that a user named. @throws UsageFailure where it cannot be read */
export async function readInput(path: string): Promise<Buffer> {
  return readFile(path).catch((): never => {
    throw wrongUsage(`읽을 수 없는 파일입니다: ${path}`, `This file cannot be read: ${path}`);
  });
}
