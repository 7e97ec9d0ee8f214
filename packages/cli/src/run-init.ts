import { lookAt, manifestText, type Proposal, propose, type Survey, writeProposal } from '@jatdae/toolkit';
import type { Proposer } from './ask-init.js';
import { builtInProfile, DEFAULT_PROFILE } from './built-in-profile.js';
import type { Context } from './context.js';
import { EXIT } from './exit.js';
import type { InitFlags } from './init-flags.js';
import { NOTHING_WRITTEN, whileWatched } from './interrupt.js';
import { checkTemp } from './outputs.js';
import { leftOutText, showFiles, summary } from './proposal-text.js';
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

async function proposer(survey: Survey, { language }: Context): Promise<Proposer> {
  const profile = await builtInProfile(DEFAULT_PROFILE);
  if (profile === null) throw new Error(`the profile ${DEFAULT_PROFILE} is not built in`);
  return (picks) => propose(survey, { language, profile, picks });
}

function noItems(target: string, { leftOut }: Proposal): Error {
  return wrongUsage(
    `문항으로 볼 파일을 찾지 못했습니다: ${target}. JSONL, JSON, CSV, TSV, xlsx, Parquet, Arrow 파일에서 질문으로 볼 필드를 찾습니다.${leftOutText(leftOut, 'ko')}`,
    `No file of items was found: ${target}. A field that could be a question is looked for in JSONL, JSON, CSV, TSV, xlsx, Parquet and Arrow files.${leftOutText(leftOut, 'en')}`,
  );
}
