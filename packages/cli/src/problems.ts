import { clean, formatCount, formatPlace } from '@jatdae/report';
import type { Problem } from '@jatdae/validator';
import picocolors from 'picocolors';
import type { Context } from './context.js';

const PROBLEMS_SHOWN = 50;

/** What makes a manifest or profile unusable, on stderr. */
export function tellProblems(problems: readonly Problem[], { terminal, language, note }: Context): void {
  const paint = picocolors.createColors(terminal.errColor);
  for (const { code, place, message } of problems.slice(0, PROBLEMS_SHOWN)) {
    const where = paint.cyan(formatPlace({ ...place, pointer: null }, language));
    terminal.err(`${where} ${paint.red(code)} ${clean(message[language])}\n`);
  }
  if (problems.length < 2) return;
  const count = formatCount(problems.length);
  note({
    ko: `고칠 것이 모두 ${count}건 있어 납품물을 검사하지 않았습니다.`,
    en: `${count} problems in all; the deliverable was not checked.`,
  });
}
