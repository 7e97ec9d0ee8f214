import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseWord } from '../numbers.js';
import { languageOption } from '../program-options.js';
import { TEXT_FORMATS, type TextFormat } from '../text-format.js';

interface RulesFlags {
  readonly format: TextFormat;
}

export function rulesCommand(context: Context): Command {
  const { text } = context;
  return new Command('rules')
    .description(text('모든 규칙을 보여 줍니다', 'list every rule'))
    .addOption(
      new Option('--format <format>', text('형식: text(기본), json', 'format: text (default), json'))
        .default('text')
        .argParser(parseWord<TextFormat>('--format', TEXT_FORMATS)),
    )
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
