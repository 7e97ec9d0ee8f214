import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { languageOption, tempOption, textFormatOption } from '../program-options.js';
import type { UnsealFlags } from '../seal-flags.js';

export function unsealCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('unseal')
    .description(
      text(
        '봉인한 정답을 제자리에 되돌린 사본을 만듭니다. 한 행이라도 약속값과 다르면 만들지 않습니다',
        'copy a sealed deliverable with its answers back in place, once every row is proved by its commitment',
      ),
    )
    .argument('<deliverable>', text('봉인된 납품물의 폴더나 압축 파일', 'folder or archive of the sealed deliverable'))
    .addOption(option('-o, --output <dir>', '만들 새 폴더', 'new folder to make').makeOptionMandatory())
    .addOption(option('-i, --identity <file...>', 'age 비밀 키 파일', 'files of age secret keys'))
    .addOption(option('--passphrase-file <file>', '첫 줄이 암호인 파일', 'file whose first line is the passphrase'))
    .addOption(
      option('--answers <file>', '따로 보관한 정답 파일 (seal --keep)', 'file of answers that was kept apart (seal --keep)'),
    )
    .addOption(tempOption(context))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (target: string, flags: UnsealFlags) => {
      const { runUnseal } = await import('../run-unseal.js');
      context.finish(await runUnseal(target, flags, context));
    });
}
