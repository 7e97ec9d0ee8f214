import { text as askText, cancel, confirm, intro, multiselect, note, outro, select } from '@clack/prompts';
import type { Localized } from '@jatdae/schema';
import type { Decision, Picks, Proposal, Survey } from '@jatdae/toolkit';
import type { Context } from './context.js';
import type { InitFlags } from './init-flags.js';

/** A proposal for a person's picks. */
export type Proposer = (picks: Picks) => Proposal;

export interface Answers {
  readonly picks: ReadonlyMap<string, string>;
  /** what is there may be written over */
  readonly force: boolean;
}

/** Asks a person about each decision in turn; null where they leave. */
export async function askInit(
  draw: Proposer,
  survey: Survey,
  flags: InitFlags,
  { text, language }: Context,
): Promise<Answers | null> {
  intro(text('잣대: 매니페스트 초안', 'jatdae: a draft of the manifest'));
  const picks = new Map<string, string>();
  for (;;) {
    // An answer may bring up, or settle, other questions.
    const open = draw(picks).decisions.find(({ id }) => !picks.has(id));
    if (open === undefined) break;
    const answer = await ask(open, language);
    if (typeof answer === 'symbol') return left(text);
    picks.set(open.id, answer);
  }
  const { warnings } = draw(picks);
  note(warnings.map((warning) => warning[language]).join('\n'), text('살펴볼 것', 'To look at'));
  const { existing } = survey;
  const force = flags.force === true || existing === null || flags.dryRun === true || (await mayWriteOver(existing, text));
  if (!force) return left(text);
  outro(text('씁니다', 'Writing'));
  return { picks, force: flags.force === true || existing !== null };
}

async function mayWriteOver(existing: string, text: Context['text']): Promise<boolean> {
  const message = text(`${existing} 파일이 이미 있습니다. 덮어쓸까요?`, `${existing} is there already. Write over it?`);
  return (await confirm({ message, initialValue: false, active: text('예', 'Yes'), inactive: text('아니요', 'No') })) === true;
}

function left(text: Context['text']): null {
  cancel(text('그만둡니다', 'Leaving'));
  return null;
}

const EMPTY: Localized = { ko: '비워 둘 수 없습니다.', en: 'This cannot be empty.' };
const SEVERAL: Localized = { ko: '(빈칸 키로 고르고 Enter로 마칩니다)', en: '(space selects, Enter ends)' };

async function ask({ question, options, chosen, many }: Decision, language: Context['language']): Promise<string | symbol> {
  const message = question[language];
  if (options.length === 0)
    return askText({
      message,
      initialValue: chosen,
      validate: (value) => ((value ?? '').trim() === '' ? EMPTY[language] : undefined),
    });
  const shown = options.map(({ value, label }) => ({ value, label: label[language] }));
  if (many !== true) return select({ message, initialValue: chosen, options: shown, showInstructions: false });
  const several = await multiselect({
    message: `${message} ${SEVERAL[language]}`,
    initialValues: chosen.split('\n'),
    options: shown,
    required: true,
    showInstructions: false,
  });
  return typeof several === 'symbol' ? several : several.join('\n');
}
