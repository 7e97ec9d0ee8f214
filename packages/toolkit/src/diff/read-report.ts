import { open } from 'node:fs/promises';
import { type Report, reportProblem } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';

/** A report holds at the most a thousand findings of a rule, unless somebody asked for more. */
const MOST_BYTES = 256 << 20;

/**
 * The report in a file that `validate` wrote; null where the path is a folder or a file of another kind.
 * @throws UsageError where it is a report that cannot be used
 */
export async function readReport(path: string): Promise<Report | null> {
  const text = await textOf(path);
  if (text === null) return null;
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || !('report' in value) || !('verdict' in value)) return null;
  const problem = await reportProblem(value);
  if (problem === null) return value as Report;
  throw new UsageError({
    ko: `보고서의 형식이 다릅니다: ${path}. ${problem.ko} 같은 판의 jatdae validate --format json으로 다시 만드십시오.`,
    en: `The report has another form: ${path}. ${problem.en} Make it again with this version of jatdae validate --format json.`,
  });
}

/** null where it is no file, or does not begin as a JSON object does; what is larger than any report is not read. */
async function textOf(path: string): Promise<string | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > MOST_BYTES) return null;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    if (!/^\s*\{/u.test(buffer.toString('utf8', 0, bytesRead))) return null;
    return (await handle.readFile()).toString('utf8');
  } finally {
    await handle.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
