import { readInput } from './read-input.js';
import { wrongUsage } from './usage.js';

/** Lines of a file of keys; empty ones and comments (#) are no keys, as the age program reads them. */
export async function readKeyLines(path: string): Promise<string[]> {
  const lines = (await readInput(path))
    .toString()
    .split(/\r?\n/u)
    .map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/** The first line of a file. @throws UsageFailure where it is empty */
export async function readPassphrase(path: string): Promise<string> {
  const [line = ''] = (await readInput(path)).toString().split(/\r?\n/u);
  if (line !== '') return line;
  throw wrongUsage(`암호 파일의 첫 줄이 비어 있습니다: ${path}`, `The first line of the passphrase file is empty: ${path}`);
}
