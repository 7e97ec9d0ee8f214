import { nearestWord } from '@jatdae/schema';
import type { Command, CommanderError } from 'commander';
import { type UsageFailure, wrongUsage } from './usage.js';

const HINT = { ko: "'jatdae --help'를 보십시오.", en: "See 'jatdae --help'." };

/** commander's word on a wrong call, in both languages and with the nearest right one. */
export function explainParseFailure(error: CommanderError, program: Command, argv: readonly string[]): UsageFailure {
  const quoted = /'([^']*)'/u.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption':
      return unknown('모르는 옵션입니다', 'Unknown option', quoted, optionNames(program, argv));
    case 'commander.unknownCommand':
      return unknown(
        '모르는 명령입니다',
        'Unknown command',
        quoted,
        program.commands.map((command) => command.name()),
      );
    case 'commander.missingArgument':
      return sentence(`인자가 빠졌습니다: <${quoted}>.`, `An argument is missing: <${quoted}>.`);
    case 'commander.optionMissingArgument':
      return sentence(`옵션에 값이 빠졌습니다: ${quoted}.`, `The option needs a value: ${quoted}.`);
    case 'commander.missingMandatoryOptionValue':
      return sentence(`꼭 필요한 옵션이 빠졌습니다: ${quoted}.`, `A required option is missing: ${quoted}.`);
    case 'commander.excessArguments':
      return sentence(`인자가 너무 많습니다: ${quoted}.`, `Too many arguments for ${quoted}.`);
    default:
      return sentence(error.message, error.message);
  }
}

const sentence = (ko: string, en: string): UsageFailure => wrongUsage(`${ko} ${HINT.ko}`, `${en} ${HINT.en}`);

function unknown(ko: string, en: string, word: string, known: readonly string[]): UsageFailure {
  const nearest = nearestWord(word, known);
  if (nearest === null) return sentence(`${ko}: ${word}.`, `${en}: ${word}.`);
  return sentence(`${ko}: ${word}. 혹시 ${nearest}입니까?`, `${en}: ${word}. Did you mean ${nearest}?`);
}

function optionNames(program: Command, argv: readonly string[]): string[] {
  const command = program.commands.find((candidate) => argv.includes(candidate.name())) ?? program;
  return [...command.options.flatMap((option) => option.long ?? []), '--help'];
}
