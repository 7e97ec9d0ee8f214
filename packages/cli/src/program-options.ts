import { Option } from 'commander';
import type { Context } from './context.js';
import { parseLanguage } from './language.js';

/** `--lang` is read before parsing (askedLanguage); here it is only checked and shown in the help. */
export const languageOption = ({ text }: Pick<Context, 'text'>): Option =>
  new Option('--lang <language>', text('출력 언어: ko(기본), en', 'language of the output: ko (default), en')).argParser(
    parseLanguage,
  );
