import { stat } from 'node:fs/promises';
import { clean, formatCount } from '@jatdae/report';
import type { Localized } from '@jatdae/schema';
import { convertDeliverable, convertFile, LOSS_TEXTS, type Loss } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { ConvertFlags } from './convert-flags.js';
import { validationText } from './copy-validation.js';
import { EXIT } from './exit.js';
import { whileWatched } from './interrupt.js';
import { tellProblems } from './problems.js';
import { wrongUsage } from './usage.js';

const INTERRUPTED: Localized = {
  ko: '중단되었습니다. 쓰던 것은 지웠고 원본은 그대로입니다.',
  en: 'Interrupted. What was written has been removed, and the source is as it was.',
};

/** `jatdae convert`: status 0 where the new file or deliverable stands and every value in it was compared with the source's. */
export async function runConvert(source: string, flags: ConvertFlags, context: Context): Promise<number> {
  return whileWatched(context, INTERRUPTED, async (signal) =>
    (await isDeliverable(source)) ? convertAll(source, flags, context, signal) : convertOne(source, flags, context, signal),
  );
}

/** A folder, an archive or a manifest; any other file holds records. */
async function isDeliverable(source: string): Promise<boolean> {
  const facts = await stat(source).catch(() => null);
  return (
    facts?.isDirectory() === true || /(?:^|[\\/])benchmark\.(?:ya?ml|json)$|\.(?:zip|tar|tgz|tar\.gz|tar\.zst)$/iu.test(source)
  );
}

async function convertOne(source: string, flags: ConvertFlags, context: Context, signal: AbortSignal): Promise<number> {
  const { to, output, from, at, encoding, formulas } = flags;
  const converted = await convertFile(source, output, {
    to,
    source: {
      ...(from === undefined ? {} : { format: from }),
      ...(at === undefined ? {} : { at }),
      ...(encoding === undefined ? {} : { encoding }),
    },
    guardFormulas: formulas === 'guard',
    signal,
    onLosses: (losses) => tellLosses(losses, '', context),
  });
  const count = formatCount(converted.records);
  await context.terminal.out(
    `${context.text(
      `레코드 ${count}개를 ${converted.from}에서 ${to} 형식으로 썼고, 다시 읽어 모든 값을 견주었습니다: ${clean(output)}`,
      `${count} records written from ${converted.from} to ${to}, read back and every value compared: ${clean(output)}`,
    )}\n`,
  );
  return EXIT.accepted;
}

async function convertAll(source: string, flags: ConvertFlags, context: Context, signal: AbortSignal): Promise<number> {
  const { to, output, from, at, encoding, formulas } = flags;
  if (from !== undefined || at !== undefined || encoding !== undefined)
    throw wrongUsage(
      '--from, --at, --encoding은 파일 하나를 변환할 때 씁니다. 납품물에서는 매니페스트가 정합니다.',
      '--from, --at and --encoding are for a single file. In a deliverable the manifest says so.',
    );
  const result = await convertDeliverable(source, output, {
    to,
    guardFormulas: formulas === 'guard',
    language: context.language,
    signal,
    onFile: (path, losses) => tellLosses(losses, `${clean(path)}: `, context),
  });
  if (result.status === 'unusable') {
    tellProblems(result.problems, context);
    return EXIT.unusable;
  }
  const { files, before, after } = result;
  const records = formatCount(files.reduce((sum, file) => sum + file.records, 0));
  const count = formatCount(files.length);
  await context.terminal.out(
    `${context.text(
      `파일 ${count}개의 레코드 ${records}개를 ${to} 형식으로 썼고, 다시 읽어 모든 값을 견주었습니다: ${clean(output)}`,
      `${records} records of ${count} files written to ${to}, read back and every value compared: ${clean(output)}`,
    )}\n${validationText(before, after, context)}`,
  );
  return EXIT.accepted;
}

/** Columns that are named of each loss. */
const NAMED = 8;

function tellLosses(losses: readonly Loss[], where: string, { note }: Context): void {
  for (const kind of new Set(losses.map((loss) => loss.kind))) {
    const columns = losses.filter((loss) => loss.kind === kind).map(({ column }) => clean(column));
    const named = columns.slice(0, NAMED).join(', ');
    const rest = columns.length - NAMED;
    const { ko, en } = LOSS_TEXTS[kind];
    note({
      ko: `${where}${ko}: ${named}${rest > 0 ? ` 외 ${formatCount(rest)}개 열` : ''}`,
      en: `${where}${en}: ${named}${rest > 0 ? ` and ${formatCount(rest)} more columns` : ''}`,
    });
  }
}
