import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { clean, formatBytes, formatCount, verdictWord } from '@jatdae/report';
import type { Localized, Receipt } from '@jatdae/schema';
import { keyFingerprint, makeReceipt } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { checkOutputs, checkTemp, writeOutput } from './outputs.js';
import { tellProblems } from './problems.js';
import { startProgress } from './progress.js';
import { readJudgements } from './read-judgements.js';
import { readWaivers } from './read-waivers.js';
import type { SignFlags } from './sign-flags.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

const INTERRUPTED: Localized = { ko: '중단되었습니다. 영수증을 쓰지 않았습니다.', en: 'Interrupted. No receipt was written.' };

/** `jatdae sign`: status 0 where the receipt was written, whatever the verdict in it. */
export async function runSign(target: string, flags: SignFlags, context: Context): Promise<number> {
  const { key, output, progress: shows, profile, jobs, memory, temp } = flags;
  await checkOutputs([{ path: output, format: 'json' }]);
  await refuseInside(target, output);
  await checkTemp(temp);
  const waived = await readWaivers(flags.waivers ?? [], context);
  const judged = await readJudgements(flags.judgements);
  const given = { ...waived, ...judged, inputs: [...waived.inputs, ...judged.inputs] };
  const pem = key === undefined ? null : { path: key, pem: await keyOf(key) };
  const progress = shows ? startProgress(context.terminal, context.language) : null;
  const work = async (signal: AbortSignal): Promise<number> => {
    const result = await makeReceipt(target, {
      ...given,
      language: context.language,
      key: pem,
      signal,
      onNote: context.note,
      ...(progress === null ? {} : { onProgress: (state) => progress.update(state) }),
      ...(profile === undefined ? {} : { profile }),
      ...(jobs === undefined ? {} : { jobs }),
      ...(memory === undefined ? {} : { memory }),
      ...(temp === undefined ? {} : { temp }),
    });
    progress?.stop();
    if (result.status === 'unusable') {
      tellProblems(result.problems, context);
      return EXIT.unusable;
    }
    await writeOutput(output, toJson(result.receipt));
    await context.terminal.out(receiptText(result.receipt, context));
    return EXIT.accepted;
  };
  return whileWatched(context, INTERRUPTED, work, () => progress?.stop()).finally(() => progress?.stop());
}

async function keyOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((): never => {
    throw wrongUsage(`개인 키를 읽을 수 없습니다: ${path}`, `The private key cannot be read: ${path}`);
  });
}

/** @throws UsageFailure where the receipt would be one more file of what it vouches for */
async function refuseInside(target: string, output: string): Promise<void> {
  const folder = await realpath(/\.(?:ya?ml|json)$/iu.test(target) ? dirname(target) : target).catch(() => null);
  const file = await realpath(dirname(output)).then((parent) => join(parent, basename(output)));
  if (folder === null || relative(folder, file).split(sep)[0] === '..') return;
  throw wrongUsage(
    `영수증을 납품물 안이나 그 자리에 쓰면 납품물이 달라집니다. 다른 곳에 쓰십시오: ${output}`,
    `A receipt inside the deliverable, or in its place, would change it. Write it elsewhere: ${output}`,
  );
}

function receiptText({ deliverable, report, signature }: Receipt, { text, language }: Context): string {
  const lines = [
    `${clean(deliverable.name)} ${clean(deliverable.version)} · ${text('파일', 'files')} ${formatCount(deliverable.files)} · ${formatBytes(deliverable.bytes)}`,
    `${text('루트 해시', 'root')}: ${deliverable.root}`,
    `${text('판정', 'verdict')}: ${verdictWord(report.verdict, language)} · ${text('보고서 해시', 'report')}: ${report.sha256}`,
    signature === null
      ? text('서명하지 않았습니다(--key).', 'Not signed (--key).')
      : `${text('서명한 키', 'signed by the key')}: ${keyFingerprint(signature.publicKey)}`,
  ];
  return `${lines.join('\n')}\n`;
}
