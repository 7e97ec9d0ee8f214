import { Command } from 'commander';
import type { Context } from '../context.js';
import { languageOption, textFormatOption } from '../program-options.js';
import type { TextFormat } from '../text-format.js';

interface RulesFlags {
  readonly format: TextFormat;
}

export function rulesCommand(context: Context): Command {
  const { text } = context;
  return new Command('rules')
    .description(text('모든 규칙을 보여 줍니다', 'list every rule'))
    .addOption(textFormatOption(context))
    .addOption(languageOption(context))
    .action(async ({ format }: RulesFlags) => {
      const [{ loadCatalogue }, { rulesJson, rulesTable }] = await Promise.all([
        import('../catalogue.js'),
        import('../rules-list.js'),
      ]);
      const { rules } = await loadCatalogue();
      await context.terminal.out(format === 'json' ? rulesJson(rules) : rulesTable(rules, context.language));
      context.finish(0);
    });
}
