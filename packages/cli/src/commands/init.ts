import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { InitFlags } from '../init-flags.js';
import { languageOption } from '../program-options.js';

export function initCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('init')
    .description(
      text(
        '데이터를 살펴보고 매니페스트(benchmark.yaml)와 스키마의 초안을 씁니다',
        'look at data and draft a manifest (benchmark.yaml) and schemas for it',
      ),
    )
    .argument('<target>', text('데이터가 든 폴더나 압축 파일', 'folder of the data, or an archive of it'))
    .addOption(
      option(
        '-y, --yes',
        '묻지 않고 추측한 대로 씁니다 (터미널이 아니면 늘 그렇습니다)',
        'ask nothing and write the guesses (as always where there is no terminal)',
      ),
    )
    .addOption(option('--force', '이미 있는 매니페스트를 덮어씁니다', 'write over a manifest that is there'))
    .addOption(
      option(
        '--dry-run',
        '파일을 쓰지 않고 매니페스트를 표준 출력에 보입니다',
        'write no file and show the manifest on standard output',
      ),
    )
    .addOption(
      option(
        '--temp <dir>',
        '풀어야 읽을 수 있는 압축 파일을 잠시 둘 폴더',
        'folder for archives that have to be unpacked to be read',
      ),
    )
    .addOption(languageOption(context))
    .action(async (target: string, flags: InitFlags) => {
      const { runInit } = await import('../run-init.js');
      context.finish(await runInit(target, flags, context));
    });
}
