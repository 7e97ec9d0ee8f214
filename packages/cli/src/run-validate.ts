import { readdir } from 'node:fs/promises';
import type { Localized } from '@jatdae/schema';
import { type ValidateOptions, type ValidateResult, validate } from '@jatdae/validator';
import { basePath } from './base-path.js';
import type { Context } from './context.js';
import { deliver } from './deliver.js';
import { EXIT } from './exit.js';
import { fleetOf } from './fleet.js';
import { checkFormat, formatNamed } from './formats.js';
import { watchInterrupt } from './interrupt.js';
import { openReplies } from './open-replies.js';
import { checkOutputs, checkTemp, fullDisk } from './outputs.js';
import { startProgress } from './progress.js';
import { readJudgements } from './read-judgements.js';
import { readWaivers } from './read-waivers.js';
import { checkSelection } from './selection.js';
import type { ValidateFlags } from './validate-flags.js';

const STOPPING: Localized = {
  ko: '중단 요청을 받았습니다. 지금까지 검사한 내용으로 보고서를 만듭니다. 한 번 더 누르면 바로 끝냅니다.',
  en: 'Interrupted. Reporting what was done so far; once more ends at once.',
};
const STOPPED: Localized = {
  ko: '검사한 것이 없이 중단되었습니다. 보고서를 만들지 않았습니다.',
  en: 'Interrupted before anything was checked; there is no report.',
};

const GO_ON: Localized = {
  ko: '같은 명령을 다시 실행하면 남은 부분부터 이어서 검사합니다.',
  en: 'The same command goes on from here.',
};

/** `jatdae validate`: from flags to a delivered report and its exit status. */
export async function runValidate(target: string, flags: ValidateFlags, context: Context): Promise<number> {
  checkFormat(flags.format, context.terminal);
  await checkOutputs(flags.output);
  await checkTemp(flags.temp);
  const { waivers } = await readWaivers(flags.waivers ?? [], context);
  const replies = flags.replies === undefined ? null : await openReplies(flags.replies, flags.output);
  const { judgements } = await readJudgements(flags.judgements);
  const options = { ...toOptions(flags, context), waivers, ...(judgements === undefined ? {} : { judgements }) };
  const fleet = await fleetOf(flags, context);
  const progress = flags.progress ? startProgress(context.terminal, context.language) : null;
  const interrupt = watchInterrupt(() => {
    progress?.stop();
    context.note(STOPPING);
    fleet?.hurry();
  });
  let result: ValidateResult;
  try {
    result = await validate(target, {
      ...options,
      ...(fleet === null ? {} : { engine: fleet.engine }),
      signal: interrupt.signal,
      onNote: context.note,
      ...(progress === null ? {} : { onProgress: (state) => progress.update(state) }),
    });
  } catch (error) {
    const isStopped = interrupt.signal.aborted && (isAbort(error) || fleet?.isLost() === true);
    if (!isStopped) throw fullDisk(error) ?? error;
    context.note(STOPPED);
    return EXIT.incomplete;
  } finally {
    progress?.stop();
    await fleet?.close();
    interrupt.stop();
  }
  const { format, output: outputs, failOn, maxFindings } = flags;
  if (interrupt.signal.aborted && flags.resume === true) context.note(GO_ON);
  if (replies !== null && result.status === 'judged') result = { ...result, report: replies(result) };
  const base = await basePath(target);
  const delivery = { format, outputs, failOn, maxFindings, base, interrupted: interrupt.signal.aborted };
  const code = await deliver(result, delivery, context);
  if (result.status === 'unusable') {
    if (await lacksManifest(target)) context.note(HOW_TO_BEGIN);
  }
  return code;
}

const HOW_TO_BEGIN: Localized = {
  ko: 'jatdae init이 데이터를 살펴보고 매니페스트의 초안을 씁니다.',
  en: 'jatdae init looks at the data and drafts a manifest.',
};

/** A folder in which `init` would write the first manifest. */
async function lacksManifest(target: string): Promise<boolean> {
  const names = await readdir(target).catch(() => null);
  return names !== null && !names.some((name) => /^benchmark\.(?:ya?ml|json)$/u.test(name));
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

function toOptions(flags: ValidateFlags, context: Context): ValidateOptions {
  const { profile, jobs, memory, maxFindings, temp, resume, receipt, splitSize, fast } = flags;
  const engine = flags.engine === 'bullmq' ? undefined : flags.engine;
  const limits = defined({ recordBytes: flags.maxRecordBytes, depth: flags.maxDepth });
  const archives = defined({ members: flags.maxMembers, ratio: flags.maxRatio, depth: flags.maxArchiveDepth });
  const formats = [flags.format, ...flags.output.map(({ format }) => format)];
  return {
    language: context.language,
    excerpts: formats.some((name) => formatNamed(name).records === true),
    ...defined({ profile, jobs, memory, maxFindings, temp, resume, receipt, engine, splitBytes: splitSize, fast }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    ...(Object.keys(archives).length === 0 ? {} : { archives }),
    ...(flags.select === undefined ? {} : { select: checkSelection('--select', flags.select) }),
    ...(flags.ignore === undefined ? {} : { ignore: checkSelection('--ignore', flags.ignore) }),
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys whose value is undefined: an absent option is absent. */
function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
