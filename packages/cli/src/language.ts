import type { Language } from '@jatdae/schema';
import { wrongUsage } from './usage.js';

/** What `--lang` asks for, known before anything is parsed so that help and errors speak it; null where it is not given or unknown. */
export function askedLanguage(argv: readonly string[]): Language | null {
  let asked: string | undefined;
  for (const [at, argument] of argv.entries()) {
    if (argument === '--') break;
    if (argument === '--lang') asked = argv[at + 1];
    else if (argument.startsWith('--lang=')) asked = argument.slice('--lang='.length);
  }
  return asked === 'ko' || asked === 'en' ? asked : null;
}

export function parseLanguage(text: string): Language {
  if (text === 'ko' || text === 'en') return text;
  throw wrongUsage(`--lang에는 ko 또는 en을 씁니다: ${text}`, `--lang takes ko or en, not ${text}`);
}
