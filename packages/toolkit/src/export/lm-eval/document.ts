import type { Language } from '@jatdae/schema';
import { answerText, choiceLabel, speakerOf, templateIn } from '@jatdae/validator';
import { labelKeys, rightReplies } from '../choices.js';
import type { ItemRecord } from '../columns.js';
import type { ExportItem } from '../item.js';
import type { LeftOutReason } from '../left-out.js';

/** `choice`: the likelihood of each choice decides; `reply`: what the model writes is compared. */
export type Kind = 'choice' | 'reply';

export function kindOf({ type, labels }: Pick<ExportItem, 'type' | 'labels'>): Kind | null {
  switch (type) {
    case 'multiple-choice':
    case 'pairwise':
      return 'choice';
    case 'classification':
      return labels.length > 0 ? 'choice' : 'reply';
    case 'distribution':
      return null;
    default:
      return 'reply';
  }
}

/** Replies whose references are all as good as each other; of the others the first is the reference. */
export const hasSeveralTargets = (type: ExportItem['type']): boolean => type !== 'generation' && type !== 'dialogue';

export function refuse(item: ExportItem): LeftOutReason | null {
  const kind = kindOf(item);
  if (kind === null) return 'type';
  if (item.type === 'multiple-choice' && item.keys.length > 1) return 'several-answers';
  if (kind === 'choice') return goldOf(item) < 0 ? 'no-answer' : null;
  return rightReplies(item).length === 0 && hasSeveralTargets(item.type) ? 'no-answer' : null;
}

/** A line of a data file: what the templates refer to, and the key. */
export function documentOf(item: ExportItem, language: Language, canary: string | undefined): ItemRecord {
  const template = templateIn(language);
  return {
    id: item.name,
    split: item.side,
    context: item.context,
    question: item.question,
    turns: item.turns.map((turn, k) => ({ speaker: speakerOf(turn, k, template), content: turn.content })),
    choices: item.choices,
    letters: lettersOf(item),
    ...(item.type === 'classification' ? { labels: item.labels } : {}),
    ...keyOf(item),
    ...(canary === undefined ? {} : { canary }),
  };
}

function keyOf(item: ExportItem): ItemRecord {
  if (kindOf(item) === 'choice') return { gold: goldOf(item) };
  const targets = rightReplies(item);
  return hasSeveralTargets(item.type) ? { targets } : { target: targets[0] ?? '' };
}

/** `tie` is the third that a comparison may come to. */
function lettersOf({ type, choices }: ExportItem): string[] {
  const letters = choices.map((_, k) => choiceLabel(k, choices.length));
  return type === 'pairwise' ? [...letters, 'tie'] : letters;
}

/** Of the choices, or of the labels of a classification; -1 where there is none. */
function goldOf(item: ExportItem): number {
  const { type, keys, choices } = item;
  if (type === 'classification') return labelKeys(item)[0] ?? -1;
  if (type === 'pairwise' && keys.length === 0) return answerText(item) === 'tie' ? choices.length : -1;
  return keys[0] ?? -1;
}
