import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { type ChosenFix, FIX_NAMES, type FixFlags } from '../fix-flags.js';
import { parseWord } from '../numbers.js';
import { deliverableArgument, languageOption, tempOption, textFormatOption } from '../program-options.js';

export function fixCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('fix')
    .description(
      text(
        '뜻을 바꾸지 않고 고칠 수 있는 것을 고친 사본을 새 폴더에 만들고 다시 검사합니다 (납품물은 읽기만 합니다)',
        'copy a deliverable into a new folder, mend what changes no meaning, and validate it again (the deliverable is only read)',
      ),
    )
    .addArgument(deliverableArgument(context, '<target>'))
    .addOption(option('-o, --output <folder>', '사본을 만들 새 폴더', 'new folder for the copy'))
    .addOption(
      option('--dry-run', '아무것도 쓰지 않고 무엇을 고칠지만 보여 줍니다', 'write nothing, and show what would be mended'),
    )
    .addOption(
      option('--only <fixes>', `이것만 고칩니다: ${FIX_NAMES.join(', ')}`, `mend these alone: ${FIX_NAMES.join(', ')}`).argParser(
        parseFixes('--only'),
      ),
    )
    .addOption(option('--skip <fixes>', '이것은 고치지 않습니다', 'do not mend these').argParser(parseFixes('--skip')))
    .addOption(
      option(
        '--log <file>',
        '고친 내역(JSON) 파일 (기본: 새 폴더 이름에 .fixes.json)',
        'change log, JSON (default: the new folder’s name with .fixes.json)',
      ),
    )
    .addOption(tempOption(context))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .addHelpText('after', exitHelp(context))
    .action(async (target: string, flags: FixFlags) => {
      const { runFix } = await import('../run-fix.js');
      context.finish(await runFix(target, flags, context));
    });
}

/** Names with commas between them; the option may be repeated. */
function parseFixes(option: string): (words: string, before?: readonly ChosenFix[]) => readonly ChosenFix[] {
  const parse = parseWord<ChosenFix>(option, FIX_NAMES);
  return (words, before = []) => [...before, ...words.split(',').map((word) => parse(word.trim()))];
}

const exitHelp = ({ text }: Context): string =>
  text(
    `
종료 코드:
  0  사본을 만들고 다시 검사함 (남은 지적은 알려 줍니다), --dry-run은 보여 줌
  2  사용할 수 없는 호출이나 매니페스트, 쓸 수 없는 폴더
  3  중단됨: 쓰던 것은 지웠음`,
    `
Exit status:
  0  the copy was made and validated (what remains is told); with --dry-run it was shown
  2  the call or the manifest cannot be used, or the folder cannot be written
  3  interrupted: what was written has been removed`,
  );
