import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseCount } from '../numbers.js';
import { deliverableArgument, languageOption, tempOption } from '../program-options.js';
import type { ReviewFlags } from '../review-flags.js';

export function reviewCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('review')
    .description(
      text(
        '납품물을 검사하면서 브라우저에 심사 페이지를 엽니다: 보고서, 표본 추출, 여러 사람의 의미 정확성 판정',
        'validate a deliverable and open a review page in the browser: report, acceptance sampling, several reviewers',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(
      option(
        '--database <where>',
        '판정을 둘 폴더(기본: 납품물 옆의 이름.review) 또는 postgres://…',
        'folder that keeps the judgements (default: name.review beside the deliverable), or postgres://…',
      ),
    )
    .addOption(
      option('--port <n>', '포트 (기본 0: 비어 있는 것)', 'port (default 0: any that is free)')
        .default(0)
        .argParser(parseCount('--port', 0)),
    )
    .addOption(option('--no-open', '브라우저를 열지 않음', 'do not open a browser'))
    .addOption(
      option(
        '--seed <text>',
        '표본을 뽑을 시드의 기본값 (없으면 무작위)',
        'what the page proposes as the seed of the sample (random where absent)',
      ),
    )
    .addOption(option('--profile <name>', '매니페스트 대신 쓸 프로파일', 'profile to use instead of the manifest’s'))
    .addOption(option('--jobs <n>', '동시에 쓸 스레드 수', 'threads to use').argParser(parseCount('--jobs', 1)))
    .addOption(tempOption(context))
    .addOption(languageOption(context))
    .addHelpText('after', exitHelp(context))
    .action(async (target: string, flags: ReviewFlags) => {
      const { runReview } = await import('../run-review.js');
      context.finish(await runReview(target, flags, context));
    });
}

const exitHelp = ({ text }: Context): string =>
  text(
    `
페이지의 주소는 stdout에 한 줄로 나옵니다. 이 컴퓨터에서만 열립니다. Ctrl-C로 끝내며, 저장된 판정은 남습니다.

종료 코드:
  0  심사를 마치고 끝냄
  2  쓸 수 없는 호출, 매니페스트, 프로파일 또는 데이터베이스
  3  검사가 끝나기 전에 중단됨`,
    `
The page's address is written to stdout, alone on a line; it opens on this machine alone. Ctrl-C ends; what was judged is stored.

Exit status:
  0  ended after a review
  2  the call, the manifest, the profile or the database cannot be used
  3  ended before the validation was done`,
  );
