import type { Json, JsonObject } from '../../selftest/pointer.js';
import { type Field, isMostly, isScalar, optionsAt, valueAtKeys } from './field.js';
import { tellsRole } from './words.js';

/** Where the choices of the items are. */
export type Choices =
  | { readonly kind: 'list'; readonly field: Field }
  /** a column each */
  | { readonly kind: 'columns'; readonly fields: readonly Field[] };

/** Texts of a record's choices. Empty cells after the last are none. */
export function choicesOf(record: JsonObject, choices: Choices): string[] {
  const values = choices.kind === 'list' ? optionsAt(record, choices.field.keys) : columnValues(record, choices.fields);
  const texts = values.map((value) => (value === null || typeof value === 'object' ? '' : String(value)));
  if (choices.kind === 'columns') while (texts.at(-1)?.trim() === '') texts.pop();
  return texts;
}

const columnValues = (record: JsonObject, fields: readonly Field[]): Json[] =>
  fields.map(({ keys }) => valueAtKeys(record, keys) ?? null);

/** Lists that may be the choices, best first, and columns that belong together. */
export function findChoices(fields: readonly Field[]): Choices[] {
  const lists = fields
    .filter((field) => isMostly(field, 'list', 'labelled') && field.least >= 1 && field.most >= 2 && field.most <= 26)
    .map((field) => ({ field, told: tellsRole(field.name, 'choices') || tellsRole(aboveOf(field), 'choices') }))
    .filter(({ told }) => told > 0)
    .sort((a, b) => b.told - a.told)
    .map(({ field }): Choices => ({ kind: 'list', field }));
  return [...lists, ...findColumns(fields)];
}

/** `choices.text`: the name above tells more. */
const aboveOf = ({ keys }: Field): string => (keys.at(-1) === 'text' ? (keys.at(-2) ?? '').toLowerCase() : '');

const STEM =
  /^(?:choice|option|opt|op|보기|선택지|선지|답지|ending|sol|solution|answer|candidate|response|output|completion|reply|model|assistant|distractor|sentence)?s?[_ ]*$/u;

/** Columns whose names differ in a letter or a number alone, from A or from 0 or 1 on. */
function findColumns(fields: readonly Field[]): Choices[] {
  const families = new Map<string, { readonly field: Field; readonly rank: number }[]>();
  for (const field of fields.filter(isScalar)) {
    const told = rankOf(field.name);
    if (told === null) continue;
    const key = JSON.stringify([field.keys.slice(0, -1), told.stem, told.style]);
    families.set(key, [...(families.get(key) ?? []), { field, rank: told.rank }]);
  }
  return [...families.values()]
    .map((family) => family.sort((a, b) => a.rank - b.rank))
    .filter((family) => family.length >= 2 && isRun(family.map(({ rank }) => rank)))
    .sort((a, b) => b.length - a.length)
    .map((family) => ({ kind: 'columns', fields: family.map(({ field }) => field) }));
}

const isRun = (ranks: readonly number[]): boolean =>
  (ranks[0] === 0 || ranks[0] === 1) && ranks.every((rank, k) => rank === (ranks[0] as number) + k);

function rankOf(name: string): { readonly stem: string; readonly style: 'letter' | 'number'; readonly rank: number } | null {
  const letter = /^(.*?)[_ ]?([a-j])$/u.exec(name);
  if (letter !== null && STEM.test(letter[1] ?? '')) {
    return { stem: letter[1] ?? '', style: 'letter', rank: (letter[2] as string).charCodeAt(0) - 0x61 };
  }
  const number = /^(.+?)[_ ]?(\d{1,2})$/u.exec(name) ?? /^()(\d{1,2})$/u.exec(name);
  if (number === null || !STEM.test(number[1] ?? '') || number[1] === 'sentence') return null;
  return { stem: number[1] ?? '', style: 'number', rank: Number(number[2]) };
}
