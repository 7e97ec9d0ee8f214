import { createHash } from 'node:crypto';
import { type Judgements, judgementsProblem, type ReceiptInput } from '@jatdae/schema';
import { readInput } from './read-input.js';
import { wrongUsage } from './usage.js';

export interface GivenJudgements {
  /** none where no file was named */
  readonly judgements?: Judgements;
  /** the file, as a receipt names it */
  readonly inputs: readonly ReceiptInput[];
}

/** What `jatdae review` exported. @throws UsageFailure where the file cannot be used */
export async function readJudgements(path: string | undefined): Promise<GivenJudgements> {
  if (path === undefined) return { inputs: [] };
  const bytes = await readInput(path);
  const value = parsed(bytes.toString('utf8'));
  const problem = value === undefined ? NO_JSON : await judgementsProblem(value);
  if (problem !== null)
    throw wrongUsage(
      `심사의 판정 파일이 아니어서 납품물을 검사하지 않았습니다: ${path} (${problem.ko}). jatdae review 페이지의 마무리 화면에서 내보낸 JSON 파일을 주십시오.`,
      `This is no file of judgements, so the deliverable was not checked: ${path} (${problem.en}). Hand in the JSON file that the closing screen of jatdae review exports.`,
    );
  return {
    judgements: value as Judgements,
    inputs: [{ kind: 'judgements', sha256: createHash('sha256').update(bytes).digest('hex') }],
  };
}

const NO_JSON = { ko: 'JSON이 아닙니다', en: 'it is not JSON' } as const;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
