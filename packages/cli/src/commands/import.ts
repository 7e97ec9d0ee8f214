import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { ImportDescriptionFlags } from '../import-description-flags.js';
import { draftOptions, languageOption } from '../program-options.js';

export function importCommand(context: Context): Command {
  const { text } = context;
  const command = new Command('import')
    .description(
      text(
        'Croissant나 Data Package 설명에서 매니페스트(benchmark.yaml)와 스키마의 초안을 씁니다',
        'draft a manifest (benchmark.yaml) and schemas from a Croissant or Data Package description',
      ),
    )
    .argument('<target>', text('설명 파일이나 그것이 든 폴더', 'the description, or the folder that it is in'))
    .addOption(
      new Option(
        '-o, --output <file>',
        text(
          '매니페스트의 이름 (설명과 같은 폴더, 기본: benchmark.yaml)',
          'name of the manifest (in the folder of the description; default: benchmark.yaml)',
        ),
      ),
    );
  for (const each of draftOptions(context)) command.addOption(each);
  return command.addOption(languageOption(context)).action(async (target: string, flags: ImportDescriptionFlags) => {
    const { runImportDescription } = await import('../run-import-description.js');
    context.finish(await runImportDescription(target, flags, context));
  });
}
