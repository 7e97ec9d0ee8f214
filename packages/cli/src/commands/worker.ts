import { Command, Option } from 'commander';
import type { Context } from '../context.js';
import { parseCount } from '../numbers.js';
import { languageOption } from '../program-options.js';
import type { WorkerFlags } from '../redis-flags.js';
import { addRedisOptions } from '../redis-options.js';

export function workerCommand(context: Context): Command {
  const { text } = context;
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  const command = new Command('worker')
    .description(
      text(
        '여러 대가 나누어 하는 검사(validate --engine bullmq)의 일을 받아 처리합니다',
        'take work of validations that many machines share (validate --engine bullmq)',
      ),
    )
    .addOption(
      option('--jobs <n>', '동시에 쓸 스레드 수 (기본은 코어 수)', 'threads to use (default: as many as cores)').argParser(
        parseCount('--jobs', 1),
      ),
    )
    .addOption(
      option(
        '--lease <seconds>',
        '소식이 이만큼 끊기면 맡은 일을 다른 워커에 넘김 (기본 15)',
        'silence after which its work goes to another worker (default 15)',
      )
        .default(15)
        .argParser(parseCount('--lease', 1)),
    )
    .addOption(
      option(
        '--idle-exit <seconds>',
        '할 일이 이만큼 없으면 끝남 (기본은 끝나지 않음; Slurm, Kubernetes Job에서)',
        'end after so long without work (default: never; for Slurm and Kubernetes Jobs)',
      ).argParser(parseCount('--idle-exit', 1)),
    )
    .addOption(languageOption(context))
    .addHelpText('after', signalsHelp(context))
    .action(async (flags: WorkerFlags) => {
      const { runWorker } = await import('../run-worker.js');
      context.finish(await runWorker(flags, context));
    });
  return addRedisOptions(command, context);
}

const signalsHelp = ({ text }: Context): string =>
  text(
    `
SIGTERM이나 Ctrl-C를 받으면 맡은 일을 마치고 종료 코드 0으로 끝납니다. 한 번 더 받으면 바로 끝내고, 하던 일은 다른 워커가 다시 합니다.`,
    `
On SIGTERM or Ctrl-C it finishes what it is at and ends with status 0; once more ends it at once, and others do its work again.`,
  );
