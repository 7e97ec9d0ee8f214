import { clean, formatCount } from '@jatdae/report';
import type { Language } from '@jatdae/schema';
import { chosenLabel, type Proposal, type Survey } from '@jatdae/toolkit';
import type { Context } from './context.js';

/** Draws how many files were looked into, on a terminal. */
export function showFiles({ terminal, text }: Context): (done: number, of: number) => void {
  const { liveColumns } = terminal;
  if (liveColumns === null) return () => undefined;
  return (done, of) => terminal.err(done === of ? '\r\u001b[K' : `\r${text('살펴보는 중', 'looking')} ${done}/${of}\u001b[K`);
}

const SHOWN = 20;

/** Files that were not taken for items, each on a line of its own. */
export const leftOutText = (leftOut: Proposal['leftOut'], language: Language): string =>
  leftOut
    .slice(0, SHOWN)
    .map(({ path, reason }) => `\n  ${clean(path)}: ${reason[language]}`)
    .join('');

/** What was written, what is left to a person, and what comes next. */
export function summary({ folder }: Survey, proposal: Proposal, written: readonly string[], { text, language }: Context): string {
  const { decisions, warnings, leftOut } = proposal;
  const [manifest = ''] = written;
  const place = folder.endsWith('/') ? folder : `${folder}/`;
  const open = decisions.filter(({ settled }) => settled !== true);
  const asked = open.map((decision) => `  - ${decision.question[language]} → ${chosenLabel(decision, language)}`);
  const left = leftOut.slice(0, SHOWN).map(({ path, reason }) => `  - ${path}: ${reason[language]}`);
  const lines = [
    text(
      `썼습니다: ${written.map((path) => place + path).join(', ')}`,
      `Written: ${written.map((path) => place + path).join(', ')}`,
    ),
    '',
    text('사람이 정할 것(지금 적힌 값):', 'For a person to decide (what stands there now):'),
    ...asked,
    ...warnings.map((warning) => `  - ${warning[language]}`),
    ...(left.length === 0 ? [] : ['', text('문항으로 보지 않은 파일:', 'Files not taken for items:'), ...left]),
    ...(leftOut.length > SHOWN
      ? [text(`  그 밖에 ${formatCount(leftOut.length - SHOWN)}개`, `  and ${formatCount(leftOut.length - SHOWN)} more`)]
      : []),
    '',
    text(
      `다음: ${manifest} 파일을 읽고 고친 뒤 jatdae validate ${place}${manifest}`,
      `Next: read ${manifest}, correct it, then jatdae validate ${place}${manifest}`,
    ),
  ];
  return `${lines.map(clean).join('\n')}\n`;
}
