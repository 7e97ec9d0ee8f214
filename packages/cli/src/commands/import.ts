import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { ImportDescriptionFlags } from '../import-description-flags.js';
import { languageOption } from '../program-options.js';

export function importCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  return new Command('import')
    .description(
      text(
        'Croissant나 Data Package 설명에서 매니페스트(benchmark.yaml)와 스키마의 초안을 씁니다',
        'draft a manifest (benchmark.yaml) and schemas from a Croissant or Data Package description',
      ),
    )
    .argument('<target>', text('설명 파일이나 그것이 든 폴더', 'the description, or the folder that it is in'))
    .addOption(
      option(
        '-o, --output <file>',
        '매니페스트의 이름 (설명과 같은 폴더, 기본: benchmark.yaml)',
        'name of the manifest (in the folder of the description; default: benchmark.yaml)',
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
    .action(async (target: string, flags: ImportDescriptionFlags) => {
      const { runImportDescription } = await import('../run-import-description.js');
      context.finish(await runImportDescription(target, flags, context));
    });
}
