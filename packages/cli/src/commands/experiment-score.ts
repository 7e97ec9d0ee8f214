import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseCount, parseSize, parseWord } from '../numbers.js';
import { deliverableArgument, languageOption, tempOption } from '../program-options.js';
import { SCORE_FORMATS, type ScoreFlags, type ScoreFormat } from '../score-flags.js';

export function experimentScoreCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('score')
    .description(
      text(
        '예측 파일에서 점수를 다시 계산해 신고한 점수와 견줍니다',
        'recompute scores from the predictions and compare them with the declared ones',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(
      option('--experiment <id>', '이 실험만 (여러 번 가능)', 'this experiment only (repeatable)').argParser(
        (id: string, before: readonly string[] = []) => [...before, id],
      ),
    )
    .addOption(option('-j, --jobs <n>', '작업 스레드 수', 'worker threads').argParser(parseCount('--jobs', 1)))
    .addOption(
      option('--memory <size>', '정답을 둘 메모리의 상한 (기본 256MiB)', 'memory that keys may take (default 256MiB)').argParser(
        parseSize('--memory'),
      ),
    )
    .addOption(tempOption(context))
    .addOption(
      option(
        '--format <format>',
        '형식: text(기본), json, yaml(매니페스트의 experiments에 적을 점수)',
        'format: text (default), json, yaml (the scores as experiments of the manifest take them)',
      )
        .default('text')
        .argParser(parseWord<ScoreFormat>('--format', SCORE_FORMATS)),
    )
    .addOption(languageOption(context))
    .action(async (target: string, flags: ScoreFlags) => {
      const { runScore } = await import('../run-score.js');
      context.finish(await runScore(target, flags, context));
    });
}
