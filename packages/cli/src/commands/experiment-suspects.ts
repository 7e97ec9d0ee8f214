import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { deliverableArgument, languageOption, tempOption } from '../program-options.js';
import type { SuspectsFlags } from '../suspects-flags.js';

export function experimentSuspectsCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('suspects')
    .description(
      text(
        '정답이 틀린 것 같은 문항(E007)을 사람이 검토할 CSV로 씁니다',
        'write the items whose keys are probably wrong (E007) as a CSV for people to look at',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(option('-o, --output <file>', '쓸 CSV 파일 (없으면 stdout)', 'CSV file to write (stdout where absent)'))
    .addOption(tempOption(context))
    .addOption(languageOption(context))
    .action(async (target: string, flags: SuspectsFlags) => {
      const { runSuspects } = await import('../run-suspects.js');
      context.finish(await runSuspects(target, flags, context));
    });
}
