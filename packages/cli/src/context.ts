import type { Language, Localized } from '@jatdae/schema';
import type { Terminal } from './terminal.js';

/** What a command gets from the program. */
export interface Context {
  readonly terminal: Terminal;
  readonly language: Language;
  /** the text of a description in the language of the run */
  text(ko: string, en: string): string;
  /** a note on stderr */
  note(message: Localized): void;
  /** the exit status, once the command knows it */
  finish(code: number): void;
}
