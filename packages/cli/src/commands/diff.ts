import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { DiffFlags } from '../diff-flags.js';
import { parseCount, parseSize } from '../numbers.js';
import { languageOption, pageFormatOption, tempOption } from '../program-options.js';

export function diffCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('diff')
    .description(
      text(
        '보고서 두 개(고쳐진 것, 남은 것, 새로 생긴 것) 또는 납품물 두 개(더해지고 빠지고 달라진 문항)를 견줍니다',
        'compare two reports (what is fixed, remains, is new) or two deliverables (items added, removed, changed)',
      ),
    )
    .argument('<old>', text('먼저 나온 보고서(JSON) 또는 납품물', 'the earlier report (JSON) or deliverable'))
    .argument('<new>', text('나중에 나온 보고서(JSON) 또는 납품물', 'the later report (JSON) or deliverable'))
    .addOption(pageFormatOption(context))
    .addOption(
      option(
        '--max-findings <n>',
        '목록마다 보여 줄 수 (기본 20, json에는 보고서의 지적 모두와 문항 1000개)',
        'shown of each list (default 20; JSON has all findings of reports, and 1000 items)',
      ).argParser(parseCount('--max-findings', 0)),
    )
    .addOption(
      option(
        '--memory <size>',
        '납품물을 견줄 때 문항을 메모리에 둘 크기, 넘는 것은 --temp에 둠 (기본 256M)',
        'memory for the items of deliverables; what is over it goes to --temp (default 256M)',
      ).argParser(parseSize('--memory')),
    )
    .addOption(tempOption(context))
    .addOption(languageOption(context))
    .addHelpText('after', exitHelp(context))
    .action(async (old: string, now: string, flags: DiffFlags) => {
      const { runDiff } = await import('../run-diff.js');
      context.finish(await runDiff(old, now, flags, context));
    });
}

const exitHelp = ({ text }: Context): string =>
  text(
    `
종료 코드:
  0  보고서: 나빠진 것이 없음 · 납품물: 문항이 모두 같음
  1  보고서: 판정이 낮아진 요구사항이나 면제되지 않은 새 오류가 있음 · 납품물: 다른 것이 있음
  2  쓸 수 없는 호출, 보고서 또는 매니페스트
  3  보고서: 한쪽에만 적힌 오류가 새로 생긴 것인지 알 수 없음 · 납품물: 중단됨`,
    `
Exit status:
  0  reports: nothing is worse · deliverables: all items are the same
  1  reports: a requirement fell, or there is a new error that is not waived · deliverables: something differs
  2  the call, a report or a manifest cannot be used
  3  reports: whether an error that one lists alone is new cannot be told · deliverables: interrupted`,
  );
