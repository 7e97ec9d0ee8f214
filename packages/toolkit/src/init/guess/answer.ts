import type { Json, JsonObject } from '../../selftest/pointer.js';
import { type Choices, choicesOf } from '../fields/choices.js';
import { type Field, listAt, valueAtKeys } from '../fields/field.js';

export type AnswerForm = 'index0' | 'index1' | 'letter' | 'text';

/** How often an answer can be read each way, over the items of a sample that have choices and an answer. */
export interface AnswerEvidence {
  readonly items: number;
  readonly fits: Readonly<Record<AnswerForm, number>>;
  /** answers that are lists, or letters side by side, of several choices */
  readonly several: number;
  /** numbers that are 0, and numbers that are as many as there are choices: each leaves one way of counting only */
  readonly zeros: number;
  readonly lasts: number;
  /** read as text and as a number counting from 0 or 1, the answer names the same choice each time */
  readonly textAgrees: Readonly<Record<'index0' | 'index1', boolean>>;
}

/** Looks at every answer beside its choices. */
export function weighAnswers(records: readonly JsonObject[], choices: Choices, field: Field): AnswerEvidence {
  const fits = { index0: 0, index1: 0, letter: 0, text: 0 };
  const agrees = { index0: true, index1: true };
  let [items, several, zeros, lasts] = [0, 0, 0, 0];
  for (const record of records) {
    const options = choicesOf(record, choices).map(canonical);
    const given = answersOf(record, field);
    if (options.length < 2 || given.length === 0) continue;
    items += 1;
    if (given.length > 1) several += 1;
    const read = given.map((answer) => readAnswer(answer, options));
    for (const form of ['index0', 'index1', 'letter', 'text'] as const)
      if (read.every((one) => one[form] >= 0 && one[form] < options.length)) fits[form] += 1;
    for (const form of ['index0', 'index1'] as const)
      if (read.some((one) => one.text >= 0 && one[form] !== one.text)) agrees[form] = false;
    if (read.some(({ index0 }) => index0 === 0)) zeros += 1;
    if (read.some(({ index0 }) => index0 === options.length)) lasts += 1;
  }
  return { items, fits, several, zeros, lasts, textAgrees: agrees };
}

/** As `validate` compares texts: NFC, white space collapsed. */
export const canonical = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

function answersOf(record: JsonObject, { keys }: Field): string[] {
  const list = listAt(record, keys);
  if (list !== null) return list.map(textOf).filter((text) => text !== '');
  const value = valueAtKeys(record, keys);
  const text = value === undefined ? '' : textOf(value);
  if (text === '') return [];
  // BD, "A, C": letters of several keys.
  return /^[A-J]{2,}$/u.test(text) || /^[A-J](?:\s*[,;|/]\s*[A-J])+$/u.test(text) ? (text.match(/[A-J]/gu) ?? []) : [text];
}

const textOf = (value: Json): string => (value === null || typeof value === 'object' ? '' : String(value).trim());

/** The choice that an answer names in each form, counted from 0; below 0 or beyond the choices where it names none. */
export function readAnswer(answer: string, options: readonly string[]): Readonly<Record<AnswerForm, number>> {
  const number = /^\d{1,3}(?:\.0+)?$/u.test(answer) ? Number(answer) : -1;
  return {
    index0: number,
    index1: number - 1,
    letter: letterOf(answer),
    text: options.indexOf(canonical(answer)),
  };
}

/** A, a, (B), C., ①; -1 for anything else. */
function letterOf(answer: string): number {
  const letter = /^[([]?([A-Za-z①-⑳])[)\].]?$/u.exec(answer)?.[1];
  if (letter === undefined) return -1;
  const code = letter.charCodeAt(0);
  return code >= 0x2460 ? code - 0x2460 : (code | 0x20) - 0x61;
}

export interface AnswerReading {
  readonly form: AnswerForm;
  readonly fits: number;
  /** another way that the answers can be read as well, naming other choices */
  readonly rival: AnswerForm | null;
}

/** Fewer answers than this share of them leave a form out of account. */
const LEAST_SHARE = 0.5;

/** The form that reads most answers; null where none reads half of them. */
export function readingOf({ items, fits, zeros, lasts, textAgrees }: AnswerEvidence): AnswerReading | null {
  const best = Math.max(...Object.values(fits));
  if (items === 0 || best < LEAST_SHARE * items) return null;
  // Text first: that an answer is among the choices each time is no chance. Numbers that are choices may also count them.
  if (fits.text === best && best > 0) {
    const rival = (['index1', 'index0'] as const).find((form) => fits[form] === best && !textAgrees[form]) ?? null;
    return { form: 'text', fits: best, rival };
  }
  if (fits.letter === best) return { form: 'letter', fits: best, rival: null };
  const form = fits.index1 > fits.index0 ? 'index1' : 'index0';
  const other = form === 'index0' ? 'index1' : 'index0';
  return { form, fits: best, rival: zeros === 0 && lasts === 0 ? other : null };
}
