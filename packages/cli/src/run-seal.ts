import { clean, formatCount, formatPlace } from '@jatdae/report';
import { type SealOptions, type SealResult, sealDeliverable } from '@jatdae/toolkit';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { DRAFT_REMOVED, whileWatched } from './interrupt.js';
import { readKeyLines, readPassphrase } from './key-files.js';
import { checkTemp } from './outputs.js';
import { tellProblems } from './problems.js';
import type { SealFlags } from './seal-flags.js';
import { toJson } from './text-format.js';
import { wrongUsage } from './usage.js';

/** `jatdae seal`: status 1 where a field still tells answers (H005). */
export async function runSeal(target: string, flags: SealFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  const seal = await sealOf(flags);
  return whileWatched(context, DRAFT_REMOVED, async (signal) => {
    const { output, also = [], temp } = flags;
    const options = { folder: output, seal, also, signal, ...(temp === undefined ? {} : { temp }) };
    return await tell(await sealDeliverable(target, options), flags, context);
  });
}

async function sealOf({ recipient = [], recipientsFile, passphraseFile, strip, keep }: SealFlags): Promise<SealOptions['seal']> {
  const hasKeys = recipient.length > 0 || recipientsFile !== undefined;
  if ([hasKeys, passphraseFile !== undefined, strip === true].filter(Boolean).length !== 1)
    throw wrongUsage(
      '-r나 -R로 공개 키를, --passphrase-file로 암호를, 또는 --strip을, 하나만 지정하십시오.',
      'Give one of: public keys with -r or -R, a passphrase with --passphrase-file, or --strip.',
    );
  if ((strip === true) !== (keep !== undefined))
    throw wrongUsage(
      '--strip에는 뺀 정답을 보관할 파일을 --keep으로 함께 지정합니다.',
      '--strip and --keep belong together: a file keeps what is taken out.',
    );
  if (keep !== undefined) return { keep };
  if (passphraseFile !== undefined) return { passphrase: await readPassphrase(passphraseFile) };
  const listed = recipientsFile === undefined ? [] : await readKeyLines(recipientsFile);
  const recipients = [...recipient, ...listed];
  if (recipients.length > 0) return { recipients };
  throw wrongUsage(`공개 키가 없는 파일입니다: ${recipientsFile}`, `The file holds no public key: ${recipientsFile}`);
}

async function tell(result: SealResult, { output, keep, format }: SealFlags, context: Context): Promise<number> {
  if (result.status === 'unusable') {
    tellProblems(result.problems, context);
    return EXIT.unusable;
  }
  const { leaderboard, sealed, commitments, telling } = result;
  const { text, language } = context;
  const [all, some] = [formatCount(leaderboard), formatCount(sealed)];
  const lines = [
    text(
      `리더보드 문항 ${all}개 가운데 ${some}개에서 정답과 해설을 뺐습니다: ${output}`,
      `Took answers and explanations out of ${some} of ${all} leaderboard items: ${output}`,
    ),
    text(`약속값 파일의 SHA-256: ${commitments}`, `SHA-256 of the commitments: ${commitments}`),
    ...(keep === undefined
      ? []
      : [text(`보관할 정답(납품하지 마십시오): ${keep}`, `Answers to keep, and not to hand over: ${keep}`)]),
  ];
  if (telling.count > 0) {
    const count = formatCount(telling.count);
    lines.push(
      text(
        `정답이 아직 드러나는 곳이 ${count}군데 있습니다(H005). --also로 그 필드도 빼십시오:`,
        `Answers still show in ${count} places (H005). Take those fields out, too, with --also:`,
      ),
      ...telling.first.map((place) => `  ${clean(formatPlace({ ...place, line: null, byte: null, column: null }, language))}`),
    );
  }
  await context.terminal.out(format === 'json' ? toJson(result) : `${lines.join('\n')}\n`);
  return telling.count === 0 ? EXIT.accepted : EXIT.rejected;
}
