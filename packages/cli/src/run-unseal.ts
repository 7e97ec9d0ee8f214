import { clean, formatCount } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import { type UnsealOptions, type UnsealResult, unsealDeliverable } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { DRAFT_REMOVED, whileWatched } from './interrupt.js';
import { readKeyLines, readPassphrase } from './key-files.js';
import { checkTemp } from './outputs.js';
import { tellProblems } from './problems.js';
import type { UnsealFlags } from './seal-flags.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

/** `jatdae unseal`: status 1 where what was opened is not what was committed to. */
export async function runUnseal(target: string, flags: UnsealFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  const key = await keyOf(flags);
  return whileWatched(context, DRAFT_REMOVED, async (signal) => {
    const { output, answers = null, temp } = flags;
    const options = { folder: output, key, answers, signal, ...(temp === undefined ? {} : { temp }) };
    return await tell(await unsealDeliverable(target, options), flags, context);
  });
}

async function keyOf({ identity, passphraseFile }: UnsealFlags): Promise<UnsealOptions['key']> {
  if (identity !== undefined && passphraseFile !== undefined)
    throw wrongUsage('-i와 --passphrase-file 가운데 하나만 지정하십시오.', 'Give either -i or --passphrase-file.');
  if (passphraseFile !== undefined) return { passphrase: await readPassphrase(passphraseFile) };
  if (identity === undefined) return null;
  return { identities: (await Promise.all(identity.map(readKeyLines))).flat() };
}

async function tell(result: UnsealResult, { output, format }: UnsealFlags, context: Context): Promise<number> {
  if (result.status === 'unusable') {
    tellProblems(result.problems, context);
    return EXIT.unusable;
  }
  const { text, language } = context;
  if (format === 'json') await context.terminal.out(toJson(result));
  if (result.status === 'differs') {
    const place = `${clean(result.path)}:${result.record}${result.id === null ? '' : ` (${clean(result.id)})`}`;
    if (format === 'text') await context.terminal.out(`${place}  ${REASONS[result.reason][language]}\n`);
    return EXIT.rejected;
  }
  const count = formatCount(result.opened);
  if (format === 'text')
    await context.terminal.out(
      `${text(
        `문항 ${count}개의 정답을 되돌렸습니다. 모두 약속값과 맞습니다: ${output}`,
        `Put the answers of ${count} items back; each is the one that was committed to: ${output}`,
      )}\n`,
    );
  return EXIT.accepted;
}

const REASONS: Readonly<Record<Extract<UnsealResult, { status: 'differs' }>['reason'], Localized>> = {
  commitment: {
    ko: '연 정답이 납품할 때의 정답이 아닙니다: 약속값과 맞지 않습니다. 아무것도 쓰지 않았습니다.',
    en: 'The opened answer is not the one that was delivered: it does not fit its commitment. Nothing was written.',
  },
  item: {
    ko: '이 자리에 봉인할 때의 문항이 없습니다: 봉인한 뒤에 납품물이 바뀌었습니다. 아무것도 쓰지 않았습니다.',
    en: 'The item that was sealed does not stand here: the deliverable changed after it was sealed. Nothing was written.',
  },
  row: {
    ko: '정답 파일과 약속값의 행이 서로 다릅니다: 이 납품물의 정답 파일이 아닙니다. 아무것도 쓰지 않았습니다.',
    en: 'The file of answers and the commitments have different rows: it is not the file of this deliverable. Nothing was written.',
  },
};
