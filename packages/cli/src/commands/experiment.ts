import { Command } from 'commander';
import type { Context } from '../context.js';
import { languageOption } from '../program-options.js';
import { experimentImportCommand } from './experiment-import.js';
import { experimentRunCommand } from './experiment-run.js';
import { experimentScoreCommand } from './experiment-score.js';
import { experimentSuspectsCommand } from './experiment-suspects.js';

export function experimentCommand(context: Context): Command {
  const { text } = context;
  return new Command('experiment')
    .description(
      text(
        '모델에게 문항을 묻고, 실험의 결과를 납품물에 담고, 확인합니다',
        'ask models the items, bring results of experiments into a deliverable, and check them',
      ),
    )
    .addOption(languageOption(context))
    .addCommand(experimentRunCommand(context))
    .addCommand(experimentScoreCommand(context))
    .addCommand(experimentImportCommand(context))
    .addCommand(experimentSuspectsCommand(context));
}
