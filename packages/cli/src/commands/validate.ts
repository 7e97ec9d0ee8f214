import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { FailOn } from '../exit.js';
import { FORMAT_ENDINGS, FORMAT_NAMES, parseFormat } from '../formats.js';
import { parseCount, parseSize, parseWord } from '../numbers.js';
import { addOutput } from '../outputs.js';
import { judgementsOption, languageOption, tempOption, waiversOption } from '../program-options.js';
import { addRedisOptions } from '../redis-options.js';
import { splitWords } from '../selection-words.js';
import type { Engine, ValidateFlags } from '../validate-flags.js';

export function validateCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  const command = new Command('validate')
    .description(
      text('납품물을 검사하고 요구사항별 판정을 보여 줍니다', 'check a deliverable and show the verdict of every requirement'),
    )
    .argument(
      '<target>',
      text(
        '납품물 폴더, 압축 파일(zip, tar) 또는 매니페스트 파일, 또는 그 주소(https://…, s3://…)',
        'folder or archive (zip, tar) of the deliverable, or its manifest; or its address (https://…, s3://…)',
      ),
    )
    .addOption(option('--profile <name>', '매니페스트 대신 쓸 프로파일', 'profile to use instead of the manifest’s'))
    .addOption(
      option('--select <codes>', '이 규칙만 검사 (예: I,H003)', 'run only these rules (as in I,H003)').argParser(splitWords),
    )
    .addOption(option('--ignore <codes>', '이 규칙은 검사하지 않음', 'leave these rules out').argParser(splitWords))
    .addOption(
      option(
        '--format <format>',
        `stdout에 쓸 형식 (기본 pretty): ${FORMAT_NAMES}`,
        `format on stdout (default pretty): ${FORMAT_NAMES}`,
      )
        .default('pretty')
        .argParser(parseFormat),
    )
    .addOption(
      option(
        '-o, --output <file>',
        `보고서를 파일로도 저장, 이름의 끝이 형식을 정함: ${FORMAT_ENDINGS} (여러 번 가능)`,
        `write the report to a file too, in the format of its ending: ${FORMAT_ENDINGS} (repeatable)`,
      )
        .default([])
        .argParser(addOutput),
    )
    .addOption(waiversOption(context))
    .addOption(judgementsOption(context))
    .addOption(
      option(
        '--replies <file>',
        '구축 기관이 답을 적은 보완요청서: .xlsx, .csv (판정은 바뀌지 않음)',
        'the builder’s answers to an earlier report’s findings: .xlsx, .csv (they change no verdict)',
      ),
    )
    .addOption(
      option('--max-findings <n>', '규칙마다 보여 줄 지적 수', 'findings to keep and show of each rule').argParser(
        parseCount('--max-findings', 0),
      ),
    )
    .addOption(
      option(
        '--fail-on <severity>',
        '종료 코드 1의 조건: error(기본), warning',
        'what makes exit status 1: error (default), warning',
      )
        .default('error')
        .argParser(parseWord<FailOn>('--fail-on', ['error', 'warning'])),
    )
    .addOption(option('--jobs <n>', '동시에 쓸 스레드 수', 'threads to use').argParser(parseCount('--jobs', 1)))
    .addOption(
      option(
        '--memory <size>',
        '중복 검사용 지문을 메모리에 둘 크기, 넘는 것은 --temp에 둠 (기본 96M)',
        'memory for the fingerprints of duplicates; what is over it goes to --temp (default 96M)',
      ).argParser(parseSize('--memory')),
    )
    .addOption(tempOption(context))
    .addOption(
      option(
        '--resume',
        '끝난 부분을 --temp에 남겨 두고, 중단된 같은 검사가 있으면 이어서 실행',
        'keep what is done in --temp, and go on from there where the same check was cut off before',
      ),
    )
    .addOption(option('--receipt', '모든 파일의 SHA-256으로 루트 해시 계산', 'hash every file and report the root'))
    .addOption(
      option('--max-record-bytes <size>', '레코드 하나의 크기 한도 (기본 16MiB)', 'largest record (default 16MiB)').argParser(
        parseSize('--max-record-bytes'),
      ),
    )
    .addOption(
      option('--max-depth <n>', '레코드의 중첩 한도 (기본 512)', 'deepest nesting of a record (default 512)').argParser(
        parseCount('--max-depth', 1),
      ),
    )
    .addOption(
      option(
        '--max-members <n>',
        '압축 파일 하나의 구성원 수 한도 (기본 1000000)',
        'most members of an archive (default 1000000)',
      ).argParser(parseCount('--max-members', 1)),
    )
    .addOption(
      option(
        '--max-ratio <n>',
        '압축을 푼 크기가 압축된 크기의 몇 배까지인지 (기본 200, 64MiB까지는 보지 않음)',
        'how many times its size compressed data may expand to (default 200; not looked at below 64MiB)',
      ).argParser(parseCount('--max-ratio', 1)),
    )
    .addOption(
      option(
        '--max-archive-depth <n>',
        '압축 파일 안의 압축 파일을 몇 겹까지 읽을지 (기본 2)',
        'how many archives may lie in each other (default 2)',
      ).argParser(parseCount('--max-archive-depth', 1)),
    )
    .addOption(
      option(
        '--engine <engine>',
        '실행 방식: auto(기본), inline, threads, bullmq(여러 대의 jatdae worker)',
        'how to run: auto (default), inline, threads, bullmq (jatdae worker on many machines)',
      ).argParser(parseWord<Engine>('--engine', ['auto', 'inline', 'threads', 'bullmq'])),
    )
    .addOption(
      option('--split-size <size>', '한 번에 나누어 읽을 크기', 'size of the pieces that are read apart').argParser(
        parseSize('--split-size'),
      ),
    )
    .addOption(
      option(
        '--no-fast',
        '바이트만으로 확인하지 않고 모든 레코드를 JSON.parse와 ajv로 검사 (느리며 보고서는 같음)',
        'let JSON.parse and ajv see every record, proved or not (slower, the same report)',
      ),
    )
    .addOption(option('--no-progress', '진행 상황을 보이지 않음', 'show no progress'))
    .addOption(languageOption(context))
    .addHelpText('after', sizesHelp(context))
    .action(async (target: string, flags: ValidateFlags) => {
      const { runValidate } = await import('../run-validate.js');
      context.finish(await runValidate(target, flags, context));
    });
  return addRedisOptions(command, context);
}

const sizesHelp = ({ text }: Context): string =>
  text(
    `
<size>:
  K M G T, KiB MiB GiB TiB   1024의 거듭제곱 (1M = 1MiB = 1,048,576바이트)
  KB MB GB TB                1000의 거듭제곱 (1MB = 1,000,000바이트)
  단위가 없으면 바이트`,
    `
<size>:
  K M G T, KiB MiB GiB TiB   powers of 1024 (1M = 1MiB = 1,048,576 bytes)
  KB MB GB TB                powers of 1000 (1MB = 1,000,000 bytes)
  no unit                    bytes`,
  );
