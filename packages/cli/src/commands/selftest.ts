import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseCount } from '../numbers.js';
import { deliverableArgument, languageOption, textFormatOption } from '../program-options.js';
import type { SelftestFlags } from '../selftest-flags.js';

export function selftestCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('selftest')
    .description(
      text(
        '납품물의 사본에 알려진 결함을 심어 검사가 찾아내는지 확인합니다 (납품물은 읽기만 합니다)',
        'plant known defects into a copy of a deliverable and see which are found (the deliverable is only read)',
      ),
    )
    .addArgument(deliverableArgument(context, '<target>'))
    .addOption(
      option('--seed <n>', '심을 자리를 정하는 수 (기본 1)', 'number that decides what is planted where (default 1)')
        .default(1)
        .argParser(parseCount('--seed', 0)),
    )
    .addOption(
      option('--each <n>', '결함마다 심을 문항 수 (기본 5)', 'items spoilt for each defect (default 5)')
        .default(5)
        .argParser(parseCount('--each', 1)),
    )
    .addOption(
      option('--items <n>', '사본에 담을 문항 수의 상한 (기본 20000)', 'items copied at the most (default 20000)')
        .default(20_000)
        .argParser(parseCount('--items', 1)),
    )
    .addOption(option('--temp <dir>', '사본을 둘 폴더', 'folder for the copy'))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (target: string, flags: SelftestFlags) => {
      const { runSelftest } = await import('../run-selftest.js');
      context.finish(await runSelftest(target, flags, context));
    });
}
