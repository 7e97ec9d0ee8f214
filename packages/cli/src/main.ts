import { CommanderError } from 'commander';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import { askedLanguage } from './language.js';
import { createProgram } from './program.js';
import { processTerminal, type Terminal } from './terminal.js';
import { inLanguage, localizedOf } from './usage.js';
import { readVersion } from './version.js';

/** Runs the command line in this process and leaves its exit status behind. */
export async function run(argv: readonly string[]): Promise<void> {
  const terminal = processTerminal();
  const onDefect = (error: unknown): void => {
    reportDefect(error, argv, terminal);
    process.exit(EXIT.defect);
  };
  process.on('uncaughtException', onDefect);
  process.on('unhandledRejection', onDefect);
  process.exitCode = await main(argv, terminal);
}

/** The exit status of one call; every outcome, a defect of ours included, is told on `terminal`. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const asked = askedLanguage(argv);
  const language = asked ?? 'ko';
  let status: number = EXIT.accepted;
  const context: Context = {
    terminal,
    language,
    text: (ko, en) => (language === 'ko' ? ko : en),
    note: (message) => terminal.err(`${message[language]}\n`),
    finish: (code) => {
      status = code;
    },
  };
  const program = createProgram(context, readVersion());
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.accepted;
    if (error instanceof CommanderError && error.code === 'commander.help') {
      terminal.err(program.helpInformation());
      return EXIT.unusable;
    }
    const failure =
      error instanceof CommanderError ? (await import('./parse-failure.js')).explainParseFailure(error, program, argv) : error;
    const message = localizedOf(failure);
    if (message === null) return reportDefect(error, argv, terminal);
    terminal.err(`${inLanguage(message, asked)}\n`);
    return EXIT.unusable;
  }
}

function reportDefect(error: unknown, argv: readonly string[], terminal: Terminal): number {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const facts = `jatdae ${readVersion()} · Node ${process.version} · ${process.platform} ${process.arch} · jatdae ${argv.map(withoutSecrets).join(' ')}`;
  terminal.err(
    `${inLanguage(
      {
        ko: '잣대의 결함으로 멈추었습니다. 아래 두 줄을 개발자에게 보내 주십시오. (JATDAE_DEBUG=1로 다시 실행하면 더 자세히 나옵니다.)',
        en: 'jatdae stopped because of a defect of its own. Please send the two lines below to its developers. (JATDAE_DEBUG=1 shows more.)',
      },
      askedLanguage(argv),
    )}\n${facts}\n${what}\n`,
  );
  if (terminal.env.JATDAE_DEBUG === '1' && error instanceof Error) terminal.err(`${error.stack ?? ''}\n`);
  return EXIT.defect;
}

/** What users are asked to send must not hold the password or the signature of an address. */
const withoutSecrets = (argument: string): string =>
  /^(?:--[a-z-]+=)?[a-z0-9]+:\/\//iu.test(argument)
    ? argument.replace(/\/\/[^/?#]*@/u, '//').replace(/[?#].*$/su, '?…')
    : argument;
