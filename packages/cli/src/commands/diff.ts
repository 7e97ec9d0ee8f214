import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { DIFF_FORMATS, type DiffFlags, type DiffFormat } from '../diff-flags.js';
import { parseCount, parseWord } from '../numbers.js';
import { languageOption } from '../program-options.js';

export function diffCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('diff')
    .description(
      text(
        '보고서 두 개를 견주어 고쳐진 것, 남은 것, 새로 생긴 것을 보여 줍니다',
        'compare two reports: what is fixed, what remains, what is new',
      ),
    )
    .argument('<old>', text('먼저 나온 보고서(JSON)', 'the earlier report (JSON)'))
    .argument('<new>', text('나중에 나온 보고서(JSON)', 'the later report (JSON)'))
    .addOption(
      option(
        '--format <format>',
        'stdout에 쓸 형식: pretty(기본), json, markdown',
        'format on stdout: pretty (default), json, markdown',
      )
        .default('pretty')
        .argParser(parseWord<DiffFormat>('--format', DIFF_FORMATS)),
    )
    .addOption(
      option(
        '--max-findings <n>',
        '목록마다 보여 줄 수 (기본 20, json에는 모두)',
        'shown of each list (default 20; JSON has them all)',
      )
        .default(20)
        .argParser(parseCount('--max-findings', 0)),
    )
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
  0  나빠진 것이 없음
  1  나빠진 것이 있음: 판정이 낮아진 요구사항, 면제되지 않은 새 오류
  2  읽을 수 없는 보고서
  3  한쪽 보고서에만 적힌 오류가 새로 생긴 것인지 알 수 없음`,
    `
Exit status:
  0  nothing is worse
  1  something is worse: a requirement fell, or there is a new error that is not waived
  2  a report cannot be used
  3  whether an error that one report lists alone is new cannot be told`,
  );
