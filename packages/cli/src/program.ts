import { displayWidth } from '@jatdae/report';
import { Command } from 'commander';
import { consortiumCommand } from './commands/consortium.js';
import { convertCommand } from './commands/convert.js';
import { diffCommand } from './commands/diff.js';
import { experimentCommand } from './commands/experiment.js';
import { explainCommand } from './commands/explain.js';
import { exportCommand } from './commands/export.js';
import { fixCommand } from './commands/fix.js';
import { importCommand } from './commands/import.js';
import { initCommand } from './commands/init.js';
import { leakCommand } from './commands/leak.js';
import { reviewCommand } from './commands/review.js';
import { rulesCommand } from './commands/rules.js';
import { sealCommand } from './commands/seal.js';
import { selftestCommand } from './commands/selftest.js';
import { signCommand } from './commands/sign.js';
import { splitCommand } from './commands/split.js';
import { unsealCommand } from './commands/unseal.js';
import { validateCommand } from './commands/validate.js';
import { verifyCommand } from './commands/verify.js';
import { workerCommand } from './commands/worker.js';
import type { Context } from './context.js';
import { languageOption } from './program-options.js';

const TITLES_KO: Readonly<Record<string, string>> = {
  'Usage:': '사용법:',
  'Arguments:': '인자:',
  'Options:': '옵션:',
  'Commands:': '명령:',
};

/** The whole command line. Nothing is loaded for a command before it runs. */
export function createProgram(context: Context, version: string): Command {
  const { text } = context;
  const program = new Command('jatdae')
    .description(text('잣대: 인공지능 평가 데이터 납품물을 검사합니다', 'jatdae: checks delivered AI benchmark datasets'))
    .usage(text('<명령> [옵션]', '<command> [options]'))
    .version(version, '-V, --version', text('버전을 보여 줍니다', 'show the version'))
    .addOption(languageOption(context));
  for (const command of [
    initCommand,
    importCommand,
    validateCommand,
    reviewCommand,
    explainCommand,
    rulesCommand,
    consortiumCommand,
    splitCommand,
    sealCommand,
    unsealCommand,
    selftestCommand,
    diffCommand,
    fixCommand,
    convertCommand,
    signCommand,
    verifyCommand,
    leakCommand,
    exportCommand,
    experimentCommand,
    workerCommand,
  ])
    program.addCommand(command(context));
  const exits = text(
    '종료 코드: 0 합격 · 1 불합격 · 2 사용할 수 없는 호출, 매니페스트, 프로파일 · 3 판정 보류 · 70 잣대의 결함',
    'Exit status: 0 accepted · 1 rejected · 2 unusable call, manifest or profile · 3 incomplete · 70 a defect of jatdae',
  );
  program.addHelpText('after', `\n${exits}\n${text('English: jatdae --lang en --help', '한국어: jatdae --help')}`);
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) speak(command, context);
  return program;
}

function speak(command: Command, { terminal, language, text }: Context): void {
  command
    .helpOption('-h, --help', text('도움말을 보여 줍니다', 'show this help'))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (help) => void terminal.out(help), writeErr: () => {}, getOutHelpWidth: () => terminal.columns })
    .configureHelp({
      displayWidth,
      // Descriptions name the default themselves, in their language.
      optionDescription: (option) => option.description,
      styleTitle: (title) => (language === 'ko' ? (TITLES_KO[title] ?? title) : title),
    });
}
