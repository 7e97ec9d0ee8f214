import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { deliverableArgument, languageOption, tempOption, textFormatOption } from '../program-options.js';
import type { SplitFlags } from '../split-flags.js';

export function splitCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('split')
    .description(
      text(
        '시드로 리더보드 분할을 뽑습니다 (하위 측정 항목마다 고르게, 납품물은 읽기만 합니다)',
        'draw the leaderboard split from a seed, evenly in every sub-metric (the deliverable is only read)',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(
      option(
        '--seed <text>',
        '뽑기를 정하는 글. 같은 시드와 같은 문항에서는 늘 같은 문항이 뽑힙니다',
        'text that decides the draw: the same seed and items always give the same split',
      ).makeOptionMandatory(),
    )
    .addOption(
      option(
        '--share <share>',
        '리더보드의 비율: 0.1이나 10% (기본 0.1)',
        'share of the leaderboard: 0.1 or 10% (default 0.1)',
      ).default('0.1'),
    )
    .addOption(
      option(
        '--by <field...>',
        '하위 측정 항목 안에서도 고르게 나눌 필드 (예: category difficulty)',
        'fields that the split is even in within each sub-metric, such as category difficulty',
      ),
    )
    .addOption(
      option(
        '--group-by <field>',
        '값이 같은 문항을 함께 두는 필드 (예: 지문)',
        'field whose equal values keep items together, such as the passage',
      ),
    )
    .addOption(
      option(
        '--no-near',
        '비슷한 문항(H004)을 찾아 함께 두지 않습니다 (수백만 문항에서 빠릅니다)',
        'do not look for near duplicates (H004) to keep them together: faster for millions of items',
      ),
    )
    .addOption(
      option('-o, --output <dir>', '분할 필드를 적은 사본을 둘 새 폴더', 'new folder for a copy that holds the split field'),
    )
    .addOption(
      option(
        '--list <file>',
        '뽑힌 문항의 id를 쓸 파일 (.jsonl은 하위 측정 항목도)',
        'file for the ids that were drawn (.jsonl: with their sub-metrics)',
      ),
    )
    .addOption(
      option(
        '--check',
        '이미 나뉜 것이 이 시드에서 나왔는지 확인합니다',
        'check that the split that is there follows from this seed',
      ),
    )
    .addOption(
      option(
        '--field <name>',
        '매니페스트에 분할 필드가 없을 때 기록에 적을 이름 (기본 split)',
        'name of the field that records get where the manifest names none (default split)',
      ).default('split'),
    )
    .addOption(tempOption(context))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (target: string, flags: SplitFlags) => {
      const { runSplit } = await import('../run-split.js');
      context.finish(await runSplit(target, flags, context));
    });
}
