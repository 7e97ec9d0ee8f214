import { Command } from 'commander';
import type { Context } from '../context.js';
import { languageOption } from '../program-options.js';
import { experimentImportCommand } from './experiment-import.js';

export function experimentCommand(context: Context): Command {
  const { text } = context;
  return new Command('experiment')
    .description(
      text(
        '모델 실험의 결과를 납품물에 담고 확인합니다',
        'bring the results of experiments on models into a deliverable, and check them',
      ),
    )
    .addOption(languageOption(context))
    .addCommand(experimentImportCommand(context));
}
