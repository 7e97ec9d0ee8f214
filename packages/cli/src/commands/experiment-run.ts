import type { Language } from '@jatdae/schema';
import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { RunFlags } from '../experiment-flags.js';
import { parseCount, parseNumber, parseObject, parseWord } from '../numbers.js';
import { deliverableArgument, languageOption } from '../program-options.js';
import { splitWords } from '../selection-words.js';

export function experimentRunCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('run')
    .description(
      text(
        'OpenAI 호환 서버의 모델에게 문항을 묻고 예측 파일을 씁니다. 중단해도 같은 명령으로 이어집니다',
        'ask a model behind an OpenAI-compatible server the items and write its predictions; the same command goes on after an interrupt',
      ),
    )
    .addArgument(deliverableArgument(context, '<deliverable>'))
    .addOption(option('--model <name>', '서버가 부르는 모델 이름', 'the model, as the server calls it').makeOptionMandatory())
    .addOption(
      option(
        '--base-url <address>',
        '서버의 주소 (예: http://localhost:8000/v1)',
        'address of the server (as in http://localhost:8000/v1)',
      ).makeOptionMandatory(),
    )
    .addOption(option('--id <id>', '실험의 id (기본: 모델 이름)', 'id of the experiment (default: the model’s name)'))
    .addOption(
      option(
        '--out <file>',
        '예측 파일 (기본: 납품물의 experiments/<id>/predictions.jsonl)',
        'file of predictions (default: experiments/<id>/predictions.jsonl in the deliverable)',
      ),
    )
    .addOption(
      option(
        '--compare <file>',
        '다 물은 뒤 다른 실행의 예측 파일과 문항마다 견줌',
        'once all is asked, compare item by item with the predictions of another run',
      ),
    )
    .addOption(
      option('--kind <kind>', 'llm(기본): 글만 보냄, lmm: 그림도 보냄', 'llm (default): text only is sent; lmm: pictures too')
        .default('llm')
        .argParser(parseWord<RunFlags['kind']>('--kind', ['llm', 'lmm'])),
    )
    .addOption(
      option('--limit <n>', '하위 측정 항목마다 앞의 몇 문항만', 'only the first items of each sub-metric').argParser(
        parseCount('--limit', 1),
      ),
    )
    .addOption(
      option('--sub-metric <ids>', '이 하위 측정 항목만 (쉼표로 나눔)', 'only these sub-metrics (by comma)').argParser(
        splitWords,
      ),
    )
    .addOption(
      option(
        '--include-leaderboard',
        '리더보드 분할의 문항도 서버에 보냄 (보통은 보내지 않음)',
        'send the items of the leaderboard split too (by default they are not sent)',
      ),
    )
    .addOption(
      option('--concurrency <n>', '동시에 보내는 요청 수 (기본 8)', 'requests at a time (default 8)')
        .default(8)
        .argParser(parseCount('--concurrency', 1)),
    )
    .addOption(
      option(
        '--few-shot <k>',
        '답을 붙여 먼저 보여 줄 공개 문항 수 (기본 0)',
        'public items shown with their answers first (default 0)',
      )
        .default(0)
        .argParser(parseCount('--few-shot', 0)),
    )
    .addOption(
      option(
        '--prompt-lang <language>',
        '질문 틀의 언어: ko, en (기본: 데이터의 첫 언어)',
        'language of the prompt: ko, en (default: the first language of the data)',
      ).argParser(parseWord<Language>('--prompt-lang', ['ko', 'en'])),
    )
    .addOption(
      option('--temperature <t>', '표본 온도 (기본 0, none: 보내지 않음)', 'sampling temperature (default 0; none: not sent)')
        .default(0)
        .argParser(parseNumber('--temperature', 0)),
    )
    .addOption(
      option(
        '--seed <n>',
        '표본과 예시 추출의 시드 (기본 1, none: 서버에 보내지 않음)',
        'seed of sampling and of the examples (default 1; none: not sent to the server)',
      )
        .default(1)
        .argParser((value) => (value === 'none' ? null : parseCount('--seed', 0)(value))),
    )
    .addOption(
      option('--max-tokens <n>', '답 하나의 토큰 상한', 'most tokens of an answer').argParser(parseCount('--max-tokens', 1)),
    )
    .addOption(
      option(
        '--extra <json>',
        '요청에 더 넣을 것 (예: \'{"top_p":0.9}\'); 실행 기록에 남습니다',
        'more for the request (as in \'{"top_p":0.9}\'); kept in the record of the run',
      ).argParser(parseObject('--extra')),
    )
    .addOption(
      option(
        '--stream',
        '답을 나누어 받음: --timeout이 조각마다 새로 셈',
        'take answers in pieces: --timeout counts for each piece',
      ),
    )
    .addOption(
      option('--timeout <seconds>', '답 하나를 기다리는 초 (기본 120)', 'seconds to wait for an answer (default 120)')
        .default(120)
        .argParser(parseCount('--timeout', 1)),
    )
    .addOption(
      option(
        '--retries <n>',
        '429, 5xx, 끊긴 연결, 시간 초과에 다시 묻는 횟수 (기본 5)',
        'times to ask again after 429, 5xx, a lost connection or a time-out (default 5)',
      )
        .default(5)
        .argParser(parseCount('--retries', 0)),
    )
    .addOption(
      option(
        '--api-key-env <name>',
        '키가 든 환경 변수 (기본 OPENAI_API_KEY)',
        'environment variable that holds the key (default OPENAI_API_KEY)',
      ).default('OPENAI_API_KEY'),
    )
    .addOption(
      option('--price-in <price>', '입력 토큰 100만 개의 값', 'price of a million input tokens').argParser(
        parseNumber('--price-in', 0),
      ),
    )
    .addOption(
      option('--price-out <price>', '출력 토큰 100만 개의 값', 'price of a million output tokens').argParser(
        parseNumber('--price-out', 0),
      ),
    )
    .addOption(
      option(
        '--dry-run',
        '보내지 않고 첫 질문들과 요청 수, 어림한 토큰 수를 보임',
        'send nothing; show the first prompts, the number of requests and about how many tokens',
      ),
    )
    .addOption(languageOption(context))
    .action(async (target: string, flags: RunFlags) => {
      const { runExperimentCommand } = await import('../run-experiment.js');
      context.finish(await runExperimentCommand(target, flags, context));
    });
}
