import { canonicalString } from '@jatdae/kernel';

/** Raised when the same reply would give another choice. */
export const EXTRACTION_VERSION = 2;

/** The rules, in the order in which they are believed. */
export type ExtractionRule = 'boxed' | 'stated' | 'leading' | 'named' | 'text';

export interface ExtractedChoice {
  /** counted from 0 */
  readonly choice: number;
  readonly rule: ExtractionRule;
}

/** What an item's choices are, as far as a reply can name them. */
export interface ChoiceNames {
  readonly count: number;
  /** index of the choice with this text, or -1 */
  withText(text: string): number;
}

/** A letter, a circled number or a number, and what may follow it: «a» before another word is an article, «(A), (B)» names two. */
const LABEL = String.raw`[([{<"'“‘]{0,3}([A-Za-z]|[①-⑳]|\d{1,2})(?=번|입니다|이다|이며|이고|이에요|예요|라고|으로|로|을|를|이|가|[^A-Za-z0-9가-힣]|$)(?!\.\d)(?!(?<=[a-z]) [A-Za-z])(?![)\]] ?(?:,|and|or|및|와|과|또는)? ?[([][A-Za-z][)\]])`;
/** «B는 아니다», «(B) is wrong»: the label is named in order to be refused. */
export const REFUSED = String.raw`(?![)\]}>"'”’]? ?번? ?(?:은|는|이|가)? ?(?:정답|답)?(?:은|는|이|가)? ?(?:아니|아닙|아닌|틀리|틀렸|틀린|오답))(?![)\]}>"'”’]? (?:is|are|was) (?:not|wrong|incorrect|false))`;

const after = (words: string): RegExp => new RegExp(words + LABEL + REFUSED, 'gu');

const BOXED: readonly RegExp[] = [after(String.raw`\\boxed\{ ?`)];

/** Words that a label follows where an answer is stated. */
export const STATING: readonly string[] = [
  `(?:정답|답안|답변|대답|답)["'”’]? ?(?:번호)?(?:은|는|이|가)? ?[:：=]? ?(?:선택지|보기)? ?`,
  `(?:[Aa]nswer|ANSWER|[Cc]hoice|[Oo]ption)s?["'”’]? ?(?:is|are|would be|should be|must be|=)? ?[:：]? ?(?:[Oo]ption|[Cc]hoice)?s? ?`,
  '#### ?',
];

const STATED: readonly RegExp[] = [
  ...STATING.map(after),
  /(?<![A-Za-z0-9.])\(?([A-Za-z]|[①-⑳]|\d{1,2})\)? ?번? ?[이가을를]? ?(?:정답|맞습니다|고릅니다|고르겠습니다|선택합니다|선택하겠습니다)(?!(?:이|은|는)? ?(?:아니|아닙|아닌))/gu,
  /(?<![A-Za-z0-9.])\(?([B-Z]|A(?=\))|[①-⑳])\)? is (?:the )?(?:correct|right|best|most likely)/gu,
];

/** Alone, or at the head of the choice that is repeated after it: «B», «(3)번», «C. Busan», «② 부산». */
const LEADING = new RegExp(
  String.raw`^["'“‘([]{0,3}(?:([A-Za-z]|\d{1,2})${REFUSED}(?:["'”’)\].:：]{0,3}(?:번|$)|[)\].:：]+ )|([①-⑳])${REFUSED})`,
  'u',
);
/** The only one that is named anywhere. */
const NAMED = new RegExp(String.raw`(?:\(([A-Za-z])\)|(?<![A-Za-z])([A-Z])번|(?<!\d)(\d{1,2})번|([①-⑳]))${REFUSED}`, 'gu');
const REFUSED_BEFORE = /\b(?:not|isn't|n't)(?: option| choice)? ?$/iu;

/** Emphasis and mathematics, which stand around labels: \( \text{C} \). */
const MARKUP = /\*\*|__|[$`]|\\[()[\]]/gu;
const STYLED = /\\(?:text|textbf|mathrm|mathbf)\{([^{}]*)\}/gu;
/** What a model thinks aloud before it answers. */
const THOUGHT = /^[\s\S]*<\/think(?:ing)?>/u;
/** A line that states an answer by its text: what follows the last sign. */
const STATED_TEXT =
  /^.*(?:(?:정답|답안|답변|답)(?:은|는|이|가)?|[Aa]nswer(?: is| would be)?) ?[:：]? ?["'“‘「]?(.{1,200}?)["'”’」]?(?:입니다|이다|이에요|예요)?[.!。]?$/u;

/** Longer replies are read at their head and at their end. */
const LONGEST = 1 << 15;

/**
 * The choice that a reply names, by rules, in Korean and English, or null. Of one rule's signs the last one counts, for a reply may
 * think aloud before it answers. Digits count from 1, as replies do, unless they are the text of a choice.
 */
export function extractChoice(reply: string, names: ChoiceNames): ExtractedChoice | null {
  const answer = plainReply(reply);
  const text = canonicalString(answer);
  if (text === '') return null;
  for (const [rule, signs] of [['boxed', BOXED] as const, ['stated', STATED] as const]) {
    const choice = lastOf(text, signs, names);
    if (choice >= 0) return { choice, rule };
  }
  const leading = LEADING.exec(text);
  if (leading !== null) {
    const choice = indexOf(labelOf(leading), names, false);
    return choice < 0 ? null : { choice, rule: 'leading' };
  }
  const named = onlyNamed(text, names);
  if (named >= 0) return { choice: named, rule: 'named' };
  const choice = statedText(answer, names);
  return choice < 0 ? null : { choice, rule: 'text' };
}

/** A reply without what was thought before it and without marks around labels, no longer than is read. */
export const plainReply = (reply: string): string =>
  shortened(reply.normalize('NFC').replace(THOUGHT, '').replace(MARKUP, '').replace(STYLED, '$1'));

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 4)}\n${text.slice(-LONGEST)}`;

const labelOf = (match: RegExpExecArray): string => match.slice(1).find((group) => group !== undefined) ?? '';

/** The one that stands furthest to the end. */
function lastOf(text: string, signs: readonly RegExp[], names: ChoiceNames): number {
  let at = -1;
  let choice = -1;
  for (const sign of signs) {
    for (const match of text.matchAll(sign)) {
      const label = labelOf(match);
      const index = indexOf(label, names, isBare(text, match.index + match[0].lastIndexOf(label), label));
      if (index < 0 || match.index < at) continue;
      at = match.index;
      choice = index;
    }
  }
  return choice;
}

/** A number that nothing marks as the number of a choice may be the text of one. */
const isBare = (text: string, at: number, label: string): boolean =>
  !/[([]/u.test(text[at - 1] ?? '') && !/^ ?번/u.test(text.slice(at + label.length, at + label.length + 2));

function onlyNamed(text: string, names: ChoiceNames): number {
  const found = new Set<number>();
  for (const match of text.matchAll(NAMED)) {
    if (!REFUSED_BEFORE.test(text.slice(Math.max(0, match.index - 20), match.index)))
      found.add(indexOf(labelOf(match), names, false));
  }
  const [only = -1, ...others] = found;
  return others.length === 0 ? only : -1;
}

/** `bare`: nothing marks a number as the number of a choice. */
export function indexOf(label: string, { count, withText }: ChoiceNames, bare: boolean): number {
  const code = label.codePointAt(0) ?? 0;
  const isNumber = /^\d/u.test(label);
  const text = isNumber && bare ? withText(label) : -1;
  if (text >= 0) return text;
  const index = isNumber ? Number(label) - 1 : code >= 0x2460 ? code - 0x2460 : (code | 0x20) - 0x61;
  return index >= 0 && index < count ? index : -1;
}

/** A whole choice, on the last line alone or after words that state an answer. */
function statedText(answer: string, names: ChoiceNames): number {
  const lines = answer
    .split('\n')
    .map(canonicalString)
    .filter((line) => line !== '');
  const last = lines.at(-1) ?? '';
  const stated = STATED_TEXT.exec(last.slice(-400))?.[1];
  const candidates = [stated, stated?.replace(/[,.!。]$/u, ''), last, last.replace(/(?:입니다|이다)?[.!。]$/u, '')];
  for (const candidate of candidates) {
    const choice = candidate === undefined ? -1 : names.withText(canonicalString(candidate));
    if (choice >= 0) return choice;
  }
  return -1;
}
