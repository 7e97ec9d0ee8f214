import { canonicalString } from '@jatdae/kernel';
import { type ChoiceNames, type ExtractionRule, indexOf, plainReply, REFUSED, STATING } from './extract-choice.js';

export interface ExtractedChoices {
  /** counted from 0, ascending, each once */
  readonly choices: readonly number[];
  readonly rule: ExtractionRule;
}

const ONE = String.raw`[([{<"'“‘]{0,2}(?:[A-Za-z](?![A-Za-z])|[①-⑳]|\d{1,2}(?!\d|\.\d))(?:[)\]}>"'”’]{1,2})?(?:번)?`;
/** «or» joins no set: who writes it has not decided. */
const JOINED = ` ?(?:,? ?(?:and|&|및|그리고)|[,、·;/]|와|과|하고|이랑|랑) ?`;
const END = `(?=입니다|이다|이며|이고|이에요|예요|라고|으로|로|을|를|이|가|은|는|[^A-Za-z0-9가-힣]|$)(?! (?:or|또는|혹은) )`;
const SET = `(${ONE}(?:${JOINED}${ONE})*)${END}(?!(?<=[a-z]) [A-Za-z])${REFUSED}`;

const after = (words: string): RegExp => new RegExp(words + SET, 'gu');

const BOXED: readonly RegExp[] = [after(String.raw`\\boxed\{ ?`)];
const STATED: readonly RegExp[] = [
  ...STATING.map(after),
  new RegExp(
    `(?<![A-Za-z0-9.])(${ONE}(?:${JOINED}${ONE})*) ?[이가을를]? ?(?:정답|맞습니다|옳습니다|고릅니다|선택합니다)(?!(?:이|은|는)? ?(?:아니|아닙|아닌))`,
    'gu',
  ),
  new RegExp(`(?<![A-Za-z0-9.])(${ONE}(?:${JOINED}${ONE})+) are (?:the )?(?:correct|right|best)`, 'gu'),
];
/** Nothing but labels. */
const ALONE = new RegExp(`^(${ONE}(?:${JOINED}${ONE})*)[.。]?$`, 'u');
/** A choice that is repeated, on a line of its own: «B. 부산». */
const LINE = /^[([]?(?:([A-Za-z]|\d{1,2})[)\].:：]{1,2} |([①-⑳]))/u;
const STATED_TEXT =
  /(?:(?:정답|답)(?:은|는)?|[Aa]nswers?(?: is| are)?) ?[:：]? ?(.{1,300}?)(?:입니다|이다|예요|이에요)?[.!。]?$/u;

/**
 * The set of choices that a reply names where several may be right, by the rules of `extractChoice`, or null. Of one rule's signs the last one
 * counts; a set of which one label is no choice is none.
 */
export function extractChoices(reply: string, names: ChoiceNames): ExtractedChoices | null {
  const answer = plainReply(reply);
  const text = canonicalString(answer);
  for (const [rule, signs] of [['boxed', BOXED] as const, ['stated', STATED] as const]) {
    const choices = lastOf(text, signs, names);
    if (choices !== null) return { choices, rule };
  }
  const lines = answer
    .split('\n')
    .map(canonicalString)
    .filter((line) => line !== '');
  const alone = choicesIn(ALONE.exec(text)?.[1], names) ?? listed(lines, names);
  if (alone !== null) return { choices: alone, rule: 'leading' };
  const choices = textsIn(STATED_TEXT.exec((lines.at(-1) ?? '').slice(-400))?.[1], names);
  return choices === null ? null : { choices, rule: 'text' };
}

/** The set that stands furthest to the end. */
function lastOf(text: string, signs: readonly RegExp[], names: ChoiceNames): readonly number[] | null {
  let at = -1;
  let last: readonly number[] | null = null;
  for (const sign of signs) {
    for (const match of text.matchAll(sign)) {
      const choices = choicesIn(match[1], names);
      if (choices === null || match.index < at) continue;
      at = match.index;
      last = choices;
    }
  }
  return last;
}

const LABELS = /(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[①-⑳]|\d{1,2}/gu;

function choicesIn(set: string | undefined, names: ChoiceNames): readonly number[] | null {
  if (set === undefined) return null;
  const found = [...set.matchAll(LABELS)].map(({ 0: label, index }) => {
    const isMarked = /[([]/u.test(set[index - 1] ?? '') || /^번/u.test(set.slice(index + label.length));
    return indexOf(label, names, !isMarked);
  });
  return setOf(found);
}

/** Every line repeats a choice behind its label. */
function listed(lines: readonly string[], names: ChoiceNames): readonly number[] | null {
  const found = lines.map((line) => {
    const [, letter, circled] = LINE.exec(line) ?? [];
    return indexOf(letter ?? circled ?? '', names, false);
  });
  return lines.length < 2 ? null : setOf(found);
}

function textsIn(stated: string | undefined, names: ChoiceNames): readonly number[] | null {
  if (stated === undefined) return null;
  const whole = names.withText(canonicalString(stated));
  if (whole >= 0) return [whole];
  return setOf(stated.split(/[,、·]| 및 | and /u).map((part) => names.withText(canonicalString(part))));
}

function setOf(found: readonly number[]): readonly number[] | null {
  if (found.length === 0 || found.some((choice) => choice < 0)) return null;
  return [...new Set(found)].sort((a, b) => a - b);
}
