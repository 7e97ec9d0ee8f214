import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseCount, parseSize } from '../numbers.js';
import { judgementsOption, languageOption, pageFormatOption, tempOption, waiversOption } from '../program-options.js';
import type { VerifyFlags } from '../sign-flags.js';

export function verifyCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('verify')
    .description(
      text(
        '납품물이 영수증에 적힌 것과 같은지 바이트까지 확인합니다',
        'check that a deliverable is, byte for byte, the one of a receipt',
      ),
    )
    .argument(
      '<target>',
      text(
        '납품물 폴더, 압축 파일 또는 매니페스트, 또는 그 주소',
        'folder or archive of the deliverable, or its manifest; or its address',
      ),
    )
    .argument('<receipt>', text('`sign`이 쓴 영수증', 'the receipt that `sign` wrote'))
    .addOption(
      option(
        '--public-key <file>',
        '서명한 이의 Ed25519 공개 키(PEM). 다른 키의 서명이나 서명 없는 영수증은 거부함',
        'Ed25519 public key (PEM) of the signer; a signature by another key, or none, is refused',
      ),
    )
    .addOption(option('--replay', '다시 검사하여 보고서의 해시도 견줌', 'validate again and compare the hash of the report, too'))
    .addOption(waiversOption(context))
    .addOption(judgementsOption(context))
    .addOption(pageFormatOption(context))
    .addOption(option('--jobs <n>', '--replay에 쓸 스레드 수', 'threads to use for --replay').argParser(parseCount('--jobs', 1)))
    .addOption(
      option('--memory <size>', '--replay에서 지문을 메모리에 둘 크기', 'memory for fingerprints, for --replay').argParser(
        parseSize('--memory'),
      ),
    )
    .addOption(tempOption(context))
    .addOption(languageOption(context))
    .addHelpText('after', exitHelp(context))
    .action(async (target: string, receipt: string, flags: VerifyFlags) => {
      const { runVerify } = await import('../run-verify.js');
      context.finish(await runVerify(target, receipt, flags, context));
    });
}

const exitHelp = ({ text }: Context): string =>
  text(
    `
종료 코드:
  0  영수증과 같음
  1  다름: 파일, 서명 또는 다시 검사한 보고서
  2  쓸 수 없는 호출, 영수증 또는 키
  3  읽을 수 없는 파일이 있거나, 다른 판의 잣대가 만든 보고서라 견줄 수 없음`,
    `
Exit status:
  0  it is what the receipt says
  1  it is not: a file, the signature, or the report of --replay
  2  the call, the receipt or the key cannot be used
  3  a file cannot be read, or another version of jatdae made the report of --replay`,
  );
