import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { deliverableArgument, languageOption, tempOption, textFormatOption } from '../program-options.js';
import type { SealFlags } from '../seal-flags.js';

export function sealCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('seal')
    .description(
      text(
        '리더보드 문항의 정답과 해설을 뺀 사본을 만듭니다: 암호화해 넣거나 따로 보관하고, 행마다 약속값을 남깁니다',
        'copy a deliverable without the answers of its leaderboard items: encrypted or kept apart, with a commitment to each',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(option('-o, --output <dir>', '만들 새 폴더', 'new folder to make').makeOptionMandatory())
    .addOption(
      option(
        '-r, --recipient <key...>',
        '열 수 있는 사람의 age 공개 키 (age1…)',
        'age public keys of those who may open it (age1…)',
      ),
    )
    .addOption(
      option('-R, --recipients-file <file>', 'age 공개 키를 한 줄에 하나씩 적은 파일', 'file of age public keys, one a line'),
    )
    .addOption(
      option(
        '--passphrase-file <file>',
        '첫 줄이 암호인 파일 (공개 키 대신)',
        'file whose first line is a passphrase (instead of keys)',
      ),
    )
    .addOption(option('--strip', '암호화하지 않고 뺍니다 (--keep과 함께)', 'take them out without encrypting (with --keep)'))
    .addOption(
      option(
        '--keep <file>',
        '뺀 정답을 보관할 파일. 납품하지 않으며, 나중에 여는 데 필요합니다',
        'file to keep what was taken out: not to be handed over, and needed to open it later',
      ),
    )
    .addOption(
      option(
        '--also <field...>',
        '정답과 해설 말고 더 뺄 필드 (예: rationale meta.key)',
        'fields to take out besides, such as rationale meta.key',
      ),
    )
    .addOption(tempOption(context))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (target: string, flags: SealFlags) => {
      const { runSeal } = await import('../run-seal.js');
      context.finish(await runSeal(target, flags, context));
    });
}
