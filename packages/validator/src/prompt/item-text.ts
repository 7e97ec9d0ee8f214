import type { AskedItem } from '../asked-item.js';
import { choiceLabel } from './choice-label.js';
import { speakerOf } from './speakers.js';
import type { Template } from './template.js';

/** An item as one text: what is asked for, the passage, the conversation, the question, the choices; a blank line between them. */
export function itemText(item: AskedItem, template: Template): string {
  const { type, context, question, turns } = item;
  const headed = (head: string, text: string | null): string[] => (text === null ? [] : [`[${head}]\n${text}`]);
  const transcript = turns.map((turn, k) => `${speakerOf(turn, k, template)}: ${turn.content}`).join('\n');
  const parts = [
    instruction(item, template),
    ...headed(template.context, context),
    ...headed(template.conversation, turns.length === 0 ? null : transcript),
    ...(question === null ? [] : [question]),
    type === 'pairwise' ? candidates(item, template) : choiceList(item),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Whether there is anything to answer. */
export const asksSomething = ({ type, question, context, turns }: AskedItem): boolean =>
  type === 'dialogue' ? turns.length > 0 : question !== null || (type === 'generation' && context !== null) || turns.length > 0;

function instruction({ type, choices, labels }: AskedItem, { instructions }: Template): string {
  const words = instructions[type ?? (choices.length > 0 ? 'multiple-choice' : 'generation')];
  return words.replace(/\{(labels|count)\}/gu, (_, name) => (name === 'labels' ? labels.join(', ') : String(choices.length)));
}

const choiceList = ({ choices }: AskedItem): string =>
  choices.map((choice, k) => `${choiceLabel(k, choices.length)}. ${choice}`).join('\n');

const candidates = ({ choices }: AskedItem, { candidates: word }: Template): string =>
  choices.map((choice, k) => `[${word} ${choiceLabel(k, choices.length)}]\n${choice}`).join('\n\n');
