import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import type { InitFlags } from '../init-flags.js';
import { draftOptions, languageOption } from '../program-options.js';

export function initCommand(context: Context): Command {
  const { text } = context;
  const command = new Command('init')
    .description(
      text(
        '데이터를 살펴보고 매니페스트(benchmark.yaml)와 스키마의 초안을 씁니다',
        'look at data and draft a manifest (benchmark.yaml) and schemas for it',
      ),
    )
    .argument('<target>', text('데이터가 든 폴더나 압축 파일', 'folder of the data, or an archive of it'))
    .addOption(
      new Option(
        '-y, --yes',
        text(
          '묻지 않고 추측한 대로 씁니다 (터미널이 아니면 늘 그렇습니다)',
          'ask nothing and write the guesses (as always where there is no terminal)',
        ),
      ),
    );
  for (const each of draftOptions(context)) command.addOption(each);
  return command.addOption(languageOption(context)).action(async (target: string, flags: InitFlags) => {
    const { runInit } = await import('../run-init.js');
    context.finish(await runInit(target, flags, context));
  });
}
