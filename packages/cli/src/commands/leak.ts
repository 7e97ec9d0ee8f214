import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { CompareFlags, KeysFlags } from '../leak-flags.js';
import { parseCount, parseSize, parseWord } from '../numbers.js';
import { deliverableArgument, languageOption, textFormatOption } from '../program-options.js';

export function leakCommand(context: Context): Command {
  const { text } = context;
  return new Command('leak')
    .description(
      text(
        '문항이 다른 데이터에 새어 있는지, 문항을 내보이지 않고도 견줍니다',
        'compare items with other data for leaks, also without handing them over',
      ),
    )
    .addOption(languageOption(context))
    .addCommand(keysCommand(context))
    .addCommand(compareCommand(context));
}

function keysCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('keys')
    .description(
      text(
        '문항의 지문과 스케치를 비밀 키로 만들어 파일에 씁니다',
        'write fingerprints and sketches of the items, made with a secret key',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(
      option('--key <file>', '비밀 키 파일(16바이트 이상)', 'file of the secret key (16 bytes or more)').makeOptionMandatory(),
    )
    .addOption(option('-o, --output <file>', '쓸 파일', 'file to write').makeOptionMandatory())
    .addOption(
      option('--split <split>', '한 분할만: leaderboard, public', 'one split only: leaderboard, public').argParser(
        parseWord('--split', ['leaderboard', 'public']),
      ),
    )
    .addOption(languageOption(context))
    .action(async (target: string, flags: KeysFlags) => {
      const { runKeys } = await import('../run-leak.js');
      context.finish(await runKeys(target, flags, context));
    });
}

function compareCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('compare')
    .description(
      text(
        '`leak keys`의 두 파일을, 또는 납품물을 다른 데이터와 견줍니다',
        'compare two files of `leak keys`, or a deliverable with other data sets',
      ),
    )
    .argument('<a>', text('키 파일, 또는 --against와 함께 납품물', 'a key file, or with --against a deliverable'))
    .argument('[b]', text('다른 키 파일', 'the other key file'))
    .addOption(
      option(
        '--against <dataset...>',
        '견줄 데이터: 매니페스트가 있거나 없는 폴더, 데이터 파일, 또는 이들을 담은 폴더',
        'data to compare with: folders with or without a manifest, data files, or a folder of them',
      ),
    )
    .addOption(
      option(
        '--split <split>',
        '납품물의 한 분할만: leaderboard, public',
        'one split of the deliverable only: leaderboard, public',
      ).argParser(parseWord('--split', ['leaderboard', 'public'])),
    )
    .addOption(
      option(
        '--max-findings <n>',
        '보여 줄 쌍의 상한 (기본 100, 수는 모두 셉니다)',
        'pairs shown at the most (default 100; all are counted)',
      )
        .default(100)
        .argParser(parseCount('--max-findings', 0)),
    )
    .addOption(
      option(
        '--memory <size>',
        '납품물의 문항을 한 번에 담을 메모리; 넘으면 --against 데이터를 그만큼 여러 번 읽습니다 (기본 1G)',
        'memory for the items of the deliverable that are held at once; past it the data of --against are read again for each portion (default 1G)',
      )
        .default(2 ** 30)
        .argParser(parseSize('--memory')),
    )
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (a: string, b: string | undefined, flags: CompareFlags) => {
      const { runCompare } = await import('../run-leak.js');
      context.finish(await runCompare(a, b, flags, context));
    });
}
