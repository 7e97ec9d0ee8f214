import { clean, formatCount } from '@jatdae/report';
import { chosenLabel, lookAt, MANIFEST, manifestText, type Proposal, propose, type Survey, writeProposal } from '@jatdae/toolkit';
import type { Proposer } from './ask-init.js';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import type { InitFlags } from './init-flags.js';
import { NOTHING_WRITTEN, whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { wrongUsage } from './usage.js';

/** `jatdae init`: status 0 once the manifest is written, or shown. */
export async function runInit(target: string, flags: InitFlags, context: Context): Promise<number> {
  await checkTemp(flags.temp);
  return whileWatched(context, NOTHING_WRITTEN, async (signal) => {
    const { temp } = flags;
    const asks = context.terminal.asks && flags.yes !== true;
    const onFile = showFiles(context);
    const survey = await lookAt(target, {
      signal,
      onFile,
      mayReplace: () => asks || flags.force === true || flags.dryRun === true,
      ...(temp === undefined ? {} : { temp }),
    });
    const draw = await proposer(survey, context);
    const first = draw(new Map());
    if (first.schemas.size === 0) throw noItems(target, first);
    const answers = asks
      ? await (await import('./ask-init.js')).askInit(draw, survey, flags, context)
      : { picks: new Map<string, string>(), force: flags.force === true };
    if (answers === null) {
      context.note(NOTHING_WRITTEN);
      return EXIT.incomplete;
    }
    const proposal = draw(answers.picks);
    if (flags.dryRun === true) {
      await context.terminal.out(manifestText(proposal, context.language));
      return EXIT.accepted;
    }
    const written = await writeProposal(survey, proposal, { language: context.language, force: answers.force });
    await context.terminal.out(summary(survey, proposal, written, context));
    return EXIT.accepted;
  });
}

/** Draws how many files were looked into, on a terminal. */
function showFiles({ terminal, text }: Context): (done: number, of: number) => void {
  const { liveColumns } = terminal;
  if (liveColumns === null) return () => undefined;
  return (done, of) => terminal.err(done === of ? '\r\u001b[K' : `\r${text('살펴보는 중', 'looking')} ${done}/${of}\u001b[K`);
}

async function proposer(survey: Survey, { language }: Context): Promise<Proposer> {
  const profile = await builtInProfile(DEFAULT_PROFILE);
  if (profile === null) throw new Error(`the profile ${DEFAULT_PROFILE} is not built in`);
  return (picks) => propose(survey, { language, profile, picks });
}

const SHOWN = 20;

function noItems(target: string, { leftOut }: Proposal): Error {
  const some = leftOut.slice(0, SHOWN);
  const list = (language: 'ko' | 'en'): string =>
    some.map(({ path, reason }) => `\n  ${clean(path)}: ${reason[language]}`).join('');
  return wrongUsage(
    `문항으로 볼 파일을 찾지 못했습니다: ${target}. JSONL, JSON, CSV, TSV, xlsx, Parquet, Arrow 파일에서 질문으로 볼 필드를 찾습니다.${list('ko')}`,
    `No file of items was found: ${target}. A field that could be a question is looked for in JSONL, JSON, CSV, TSV, xlsx, Parquet and Arrow files.${list('en')}`,
  );
}

function summary({ folder }: Survey, proposal: Proposal, written: readonly string[], { text, language }: Context): string {
  const { decisions, warnings, leftOut } = proposal;
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
      `다음: ${MANIFEST}을 읽고 고친 뒤 jatdae validate ${place}${MANIFEST}`,
      `Next: read ${MANIFEST}, correct it, then jatdae validate ${place}${MANIFEST}`,
    ),
  ];
  return `${lines.map(clean).join('\n')}\n`;
}
