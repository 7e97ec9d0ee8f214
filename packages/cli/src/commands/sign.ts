import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseCount, parseSize } from '../numbers.js';
import { judgementsOption, languageOption, tempOption, waiversOption } from '../program-options.js';
import type { SignFlags } from '../sign-flags.js';

export function signCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('sign')
    .description(
      text(
        '납품물을 검사하고 모든 파일의 해시와 보고서의 해시를 영수증에 적습니다',
        'validate a deliverable and write a receipt: the hashes of all files and of the report',
      ),
    )
    .argument(
      '<target>',
      text(
        '납품물 폴더, 압축 파일 또는 매니페스트, 또는 그 주소',
        'folder or archive of the deliverable, or its manifest; or its address',
      ),
    )
    .addOption(option('-o, --output <file>', '쓸 영수증 파일(JSON)', 'receipt to write (JSON)').makeOptionMandatory())
    .addOption(
      option(
        '--key <file>',
        '서명할 Ed25519 개인 키(PEM). 없으면 서명하지 않음',
        'Ed25519 private key (PEM) to sign with; unsigned without it',
      ),
    )
    .addOption(option('--profile <name>', '매니페스트 대신 쓸 프로파일', 'profile to use instead of the manifest’s'))
    .addOption(waiversOption(context))
    .addOption(judgementsOption(context))
    .addOption(option('--jobs <n>', '동시에 쓸 스레드 수', 'threads to use').argParser(parseCount('--jobs', 1)))
    .addOption(
      option('--memory <size>', '지문을 메모리에 둘 크기', 'memory for fingerprints (as for validate)').argParser(
        parseSize('--memory'),
      ),
    )
    .addOption(tempOption(context))
    .addOption(option('--no-progress', '진행 상황을 보이지 않음', 'show no progress'))
    .addOption(languageOption(context))
    .action(async (target: string, flags: SignFlags) => {
      const { runSign } = await import('../run-sign.js');
      context.finish(await runSign(target, flags, context));
    });
}
