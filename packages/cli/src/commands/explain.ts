import { Command } from 'commander';
import type { Context } from '../context.js';
import { languageOption, textFormatOption } from '../program-options.js';
import type { TextFormat } from '../text-format.js';

interface ExplainFlags {
  readonly format: TextFormat;
}

export function explainCommand(context: Context): Command {
  const { text } = context;
  return new Command('explain')
    .description(
      text(
        '규칙이나 요구사항이 무엇이고 왜 있으며 어떻게 고치는지 설명합니다',
        'say what a rule or requirement is, why, and how to fix it',
      ),
    )
    .argument('<code>', text('규칙 코드(D001) 또는 요구사항(N-BM-SUB)', 'code of a rule (D001) or requirement (N-BM-SUB)'))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async (code: string, { format }: ExplainFlags) => {
      const { explain } = await import('../explain.js');
      await context.terminal.out(await explain(code, { format, language: context.language, columns: context.terminal.columns }));
      context.finish(0);
    });
}
