import { Answer, appendJson, canonicalString, childrenOf, jsonOf, Kind, kindOf, type Tape, textOf } from '@jatdae/kernel';
import type { SubMetric } from '@jatdae/schema';
import { isBlank, printNode } from './choices.js';
import type { AnswerStyle } from './mapping.js';
import { parsePythonDict, parsePythonList } from './python-list.js';

export type ItemType = SubMetric['itemType'];

/** Item types whose items have a key, so that a missing answer is an error where answers are not withheld. */
const NEEDS_ANSWER: ReadonlySet<ItemType> = new Set([
  'multiple-choice',
  'multiple-answer',
  'short-answer',
  'classification',
  'distribution',
  'pairwise',
]);

export const needsAnswer = (type: ItemType | null): boolean => type !== null && NEEDS_ANSWER.has(type);

export interface Choices {
  count: number;
  /** the first `words` words of each choice's fingerprint, from `at` on */
  prints: Int32Array;
  at: number;
  readonly words: number;
}

export interface Resolved {
  readonly state: Answer;
  /** bit k for choice k */
  readonly key: number;
}

const ABSENT_ANSWER: Resolved = { state: Answer.Absent, key: 0 };
const FREE: Resolved = { state: Answer.Free, key: 0 };
const FOREIGN: Resolved = { state: Answer.Foreign, key: 0 };
const KEYS: readonly Resolved[] = Array.from({ length: 31 }, (_, k) => ({ state: Answer.Keyed, key: 1 << k }));

/** Understands an answer by the item's type, the style its manifest states and the item's choices. */
export type AnswerResolver = (tape: Tape, node: number, choices: Choices) => Resolved;

export function createAnswerResolver(
  type: ItemType | null,
  styles: readonly AnswerStyle[],
  labels: readonly (string | number)[] | undefined,
): AnswerResolver {
  const known = labels === undefined ? null : new Set(labels.map((label) => canonicalString(String(label))));
  const match = createTextMatcher();
  const single = singleResolver(
    styles.filter((style) => style !== 'list' && style !== 'distribution'),
    match,
  );
  return (tape, node, choices) => {
    if (isBlank(tape, node)) return ABSENT_ANSWER;
    switch (type) {
      case 'multiple-choice':
      case 'pairwise':
        return type === 'pairwise' && isTie(tape, node) ? FREE : resolveOne(tape, node, choices, single);
      case 'multiple-answer':
        return resolveMany(tape, node, choices, single);
      case 'classification':
        return known === null || known.has(canonicalString(textOf(tape, node))) ? FREE : FOREIGN;
      case 'distribution':
        return resolveShares(tape, node, choices, match);
      default:
        return FREE;
    }
  };
}

const TIES = new Set(['tie', 'both', 'equal', '무승부', '동률']);
export const isTieWord = (text: string): boolean => TIES.has(text.trim().toLowerCase());
const isTie = (tape: Tape, node: number): boolean => kindOf(tape, node) === Kind.String && isTieWord(textOf(tape, node));

type SingleResolver = (tape: Tape, node: number, choices: Choices) => number;

function keyed(index: number, choices: Choices): Resolved {
  if (index < 0 || index >= choices.count) return FOREIGN;
  return KEYS[index] ?? { state: Answer.Keyed, key: 0 };
}

function resolveOne(tape: Tape, node: number, choices: Choices, single: SingleResolver): Resolved {
  if (kindOf(tape, node) !== Kind.Array) return keyed(single(tape, node, choices), choices);
  // A list of one is how some exports write a single answer.
  const elements = childrenOf(tape, node);
  return elements.length === 1 ? keyed(single(tape, elements[0] as number, choices), choices) : FOREIGN;
}

function resolveMany(tape: Tape, node: number, choices: Choices, single: SingleResolver): Resolved {
  const elements = listElements(tape, node, choices, single);
  if (elements.length === 0) return ABSENT_ANSWER;
  let key = 0;
  for (const element of elements) {
    const one = keyed(single(tape, element, choices), choices);
    if (one.state !== Answer.Keyed) return FOREIGN;
    key |= one.key;
  }
  return { state: Answer.Keyed, key };
}

function listElements(tape: Tape, node: number, choices: Choices, single: SingleResolver): number[] {
  if (kindOf(tape, node) === Kind.Array) return childrenOf(tape, node);
  if (kindOf(tape, node) !== Kind.String || single(tape, node, choices) >= 0) return [node];
  const text = textOf(tape, node);
  const parts =
    parsePythonList(text) ?? (/^[A-Za-z]{2,}$/u.test(text) ? [...text] : text.split(/[,;|/]/u).map((part) => part.trim()));
  return childrenOf(tape, appendJson(tape, JSON.stringify(parts)));
}

/** The node of an answer that gives shares: a cell of a table holds the list or the object as text. */
export function sharesNode(tape: Tape, node: number): number {
  if (node < 0 || kindOf(tape, node) !== Kind.String) return node;
  const text = textOf(tape, node);
  const parsed = parsePythonList(text) ?? parsePythonDict(text);
  return parsed === null ? node : appendJson(tape, JSON.stringify(parsed));
}

/** Shares by choice: as many numbers as choices, or an object whose names are choices. */
function resolveShares(tape: Tape, node: number, choices: Choices, match: SingleResolver): Resolved {
  if (kindOf(tape, node) === Kind.Array) return childrenOf(tape, node).length === choices.count ? FREE : FOREIGN;
  if (kindOf(tape, node) !== Kind.Object) return FOREIGN;
  const names = Object.keys(jsonOf(tape, node) as object);
  const isChoice = (name: string): boolean => {
    const letter = letterIndex(name);
    return (letter >= 0 && letter < choices.count) || match(tape, appendJson(tape, JSON.stringify(name)), choices) >= 0;
  };
  return names.every(isChoice) ? FREE : FOREIGN;
}

/** Index of the choice that an answer names, or -1. The stated styles are tried in order; with none stated see `byItself`. */
function singleResolver(styles: readonly AnswerStyle[], match: SingleResolver): SingleResolver {
  if (styles.length === 0) return (tape, node, choices) => byItself(tape, node, choices, match);
  return (tape, node, choices) => {
    for (const style of styles) {
      const index = byStyle(style, tape, node, choices, match);
      if (index >= 0 && index < choices.count) return index;
    }
    return -1;
  };
}

function byStyle(style: AnswerStyle, tape: Tape, node: number, choices: Choices, match: SingleResolver): number {
  switch (style) {
    case 'index0':
      return wholeNumber(tape, node);
    case 'index1':
      return wholeNumber(tape, node) - 1;
    case 'letter':
      return letterOf(tape, node);
    default:
      return match(tape, node, choices);
  }
}

/** A number counts from 0; text is a choice's text, else a single letter, else digits that count from 0. */
function byItself(tape: Tape, node: number, choices: Choices, match: SingleResolver): number {
  if (kindOf(tape, node) === Kind.Number) return wholeNumber(tape, node);
  const index = match(tape, node, choices);
  if (index >= 0) return index;
  const letter = letterOf(tape, node);
  return letter >= 0 ? letter : wholeNumber(tape, node);
}

/** 3, "3" and what pandas makes of it, 3.0; -1 for anything else. */
function wholeNumber(tape: Tape, node: number): number {
  const start = tape.nodes[node + 1] as number;
  const digit = (tape.bytes[start] as number) - 0x30;
  if ((tape.nodes[node + 2] as number) - start === 1 && digit >= 0 && digit <= 9) return digit;
  const text = textOf(tape, node).trim();
  return /^\d{1,9}(\.0+)?$/u.test(text) ? Number(text) : -1;
}

/** No string is made for a single letter. */
function letterOf(tape: Tape, node: number): number {
  const start = tape.nodes[node + 1] as number;
  if ((tape.nodes[node + 2] as number) - start !== 1) return letterIndex(textOf(tape, node));
  const letter = ((tape.bytes[start] as number) | 0x20) - 0x61;
  return letter >= 0 && letter < 26 ? letter : -1;
}

/** A, a, (B), C., ①; -1 for anything else. */
function letterIndex(text: string): number {
  const letter = /^[([]?([A-Za-z①-⑳])[)\].]?$/u.exec(text.trim())?.[1];
  if (letter === undefined) return -1;
  const code = letter.charCodeAt(0);
  if (code >= 0x2460) return code - 0x2460;
  return (code | 0x20) - 0x61;
}

/** The choice whose canonical text is the answer's, or -1. */
function createTextMatcher(): SingleResolver {
  const print = new Int32Array(4);
  return (tape, node, choices) => {
    printNode(tape, node, print, 0);
    return choiceWith(print, choices);
  };
}

/** The choice that has a fingerprint, or -1. */
export function choiceWith(print: Int32Array, { count, prints, at, words }: Choices): number {
  for (let k = 0; k < count; k++) {
    let w = 0;
    while (w < words && print[w] === prints[at + k * words + w]) w += 1;
    if (w === words) return k;
  }
  return -1;
}
