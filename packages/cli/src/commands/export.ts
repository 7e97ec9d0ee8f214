import type { Language } from '@jatdae/schema';
import type { ExportTarget } from '@jatdae/toolkit';
import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { ExportFlags } from '../export-flags.js';
import { parseWord } from '../numbers.js';
import { deliverableArgument, languageOption, tempOption, textFormatOption } from '../program-options.js';
import { wrongUsage } from '../usage.js';

/** As in the toolkit, which is loaded only when the command runs. */
const TARGETS: readonly ExportTarget[] = ['croissant', 'datapackage', 'hf', 'inspect', 'lm-eval', 'opencompass'];

export function exportCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('export')
    .description(
      text(
        '공개 문항을 다른 도구의 형식으로 새 폴더에 쓰고, 다시 읽어 납품물과 같은지 확인합니다',
        'write the public items in the form of another tool into a new folder, and read it back to prove that it is the same',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(
      option('--to <form>', `형식: ${TARGETS.join(', ')}`, `form: ${TARGETS.join(', ')}`)
        .argParser(parseWord<ExportTarget>('--to', TARGETS))
        .makeOptionMandatory(),
    )
    .addOption(
      option(
        '-o, --output <dir>',
        '새로 만들 폴더 (없거나 비어 있어야 함)',
        'folder to make (not there yet, or empty)',
      ).makeOptionMandatory(),
    )
    .addOption(
      option(
        '--include-leaderboard',
        '리더보드 분할의 문항도 내보냄 (보통은 내보내지 않음)',
        'export the items of the leaderboard split too (by default they are left out)',
      ),
    )
    .addOption(
      option(
        '--prompt-lang <language>',
        '질문 틀과 제목의 언어: ko, en (기본: 데이터의 첫 언어)',
        'language of prompts and titles: ko, en (default: the first language of the data)',
      ).argParser(parseWord<Language>('--prompt-lang', ['ko', 'en'])),
    )
    .addOption(
      option('--url <address>', '데이터를 공개할 주소', 'address where the data is or will be published').argParser(parseUrl),
    )
    .addOption(tempOption(context))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (target: string, flags: ExportFlags) => {
      const { runExport } = await import('../run-export.js');
      context.finish(await runExport(target, flags, context));
    });
}

function parseUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol)) return text;
  throw wrongUsage(`--url에는 http(s) 주소를 씁니다: ${text}`, `--url takes an http(s) address, not ${text}`);
}
