import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { baseUrlOf, type RunOptions } from '@jatdae/experiments';
import type { Manifest } from '@jatdae/schema';
import type { Context } from './context.js';
import type { RunFlags } from './experiment-flags.js';
import { notWritten } from './outputs.js';
import { wrongUsage } from './usage.js';

/** What a request is made of by ourselves. */
const OWN = ['model', 'messages', 'stream', 'stream_options', 'n'];

/** What a call of `experiment run` comes to for a deliverable. @throws UsageFailure for what cannot be used */
export async function runOptions(
  target: string,
  flags: RunFlags,
  { languages }: Manifest['dataset'],
  { env }: Context['terminal'],
): Promise<Omit<RunOptions, 'signal'>> {
  const own = OWN.find((name) => Object.hasOwn(flags.extra ?? {}, name));
  if (own !== undefined) throw wrongUsage(`--extra에는 ${own}을 넣을 수 없습니다.`, `--extra cannot set ${own}.`);
  const apiKey = apiKeyIn(env, flags.apiKeyEnv);
  if (apiKey !== null && JSON.stringify([flags.extra, flags.model, flags.id]).includes(apiKey))
    throw wrongUsage(
      '키는 환경 변수로만 줍니다. 다른 옵션의 값은 실행 기록에 남습니다.',
      'The key comes from the environment only: what other options say is kept in the record of the run.',
    );
  if (flags.out?.endsWith('.jsonl') === false)
    throw wrongUsage(`--out의 이름은 .jsonl로 끝나야 합니다: ${flags.out}`, `The name of --out must end in .jsonl: ${flags.out}`);
  const experiment = flags.id ?? idOf(flags.model);
  const folder = await folderOf(target);
  return {
    folder,
    experiment,
    out: flags.out ?? defaultOut(folder, experiment),
    ...(flags.compare === undefined ? {} : { compare: flags.compare }),
    model: flags.model,
    baseUrl: baseUrlOf(flags.baseUrl),
    language: flags.promptLang ?? (languages[0]?.startsWith('ko') === false ? 'en' : 'ko'),
    kind: flags.kind,
    shots: flags.fewShot,
    seed: flags.seed ?? 1,
    parameters: parametersOf(flags),
    ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    ...(flags.subMetric === undefined ? {} : { subMetrics: flags.subMetric }),
    includeLeaderboard: flags.includeLeaderboard ?? false,
    concurrency: flags.concurrency,
    timeout: flags.timeout * 1000,
    retries: flags.retries,
    stream: flags.stream ?? false,
    apiKey,
  };
}

function parametersOf({ temperature, seed, maxTokens, extra }: RunFlags): Record<string, unknown> {
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(seed === null ? {} : { seed }),
    ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    ...extra,
  };
}

function apiKeyIn(env: Context['terminal']['env'], name: string): string | null {
  const key = env[name]?.trim() ?? '';
  if (key === '' && name !== 'OPENAI_API_KEY')
    throw wrongUsage(`환경 변수 ${name}에 키가 없습니다.`, `The environment variable ${name} holds no key.`);
  if (/[^\x21-\x7e]/u.test(key))
    throw wrongUsage(
      `환경 변수 ${name}의 키에 쓸 수 없는 문자가 있습니다.`,
      `The key in the environment variable ${name} holds characters that no key has.`,
    );
  return key === '' ? null : key;
}

/** A model's name as the name of a folder: `org/Model-7B` is `org-Model-7B`. */
const idOf = (model: string): string =>
  model
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+/u, '') || 'model';

/** The folder of a deliverable, which may be named by its manifest; null where it is an archive or lies on a server. */
async function folderOf(target: string): Promise<string | null> {
  const facts = await stat(target).catch(() => null);
  if (facts?.isDirectory() === true) return target;
  return facts?.isFile() === true && /\.(?:ya?ml|json)$/iu.test(target) ? dirname(target) : null;
}

function defaultOut(folder: string | null, experiment: string): string {
  if (folder !== null) return join(folder, 'experiments', experiment, 'predictions.jsonl');
  throw wrongUsage(
    '납품물이 폴더가 아니므로 예측 파일을 어디에 쓸지 --out으로 정해야 합니다.',
    'The deliverable is no folder: name the file of predictions with --out.',
  );
}

/** Makes the folder of the predictions. @throws UsageFailure where it cannot be made or the name is taken by something else */
export async function prepareOut(out: string): Promise<void> {
  const existing = await stat(out).catch(() => null);
  if (existing !== null && !existing.isFile())
    throw wrongUsage(`--out에 적은 이름이 파일이 아닙니다: ${out}`, `The --out name is not a file: ${out}`);
  await mkdir(dirname(out), { recursive: true }).catch((error: unknown) => {
    throw notWritten(out, error);
  });
}
