import type { ResponseTable } from '../responses.js';
import type { ItemClasses } from './item-classes.js';

/** Answers of the models to items that look the same once choices are named by their order of appearance. */
export interface Pattern {
  /** choices of the item */
  readonly choices: number;
  /** by model: 0 the key, 1, 2 … the choices other than the key as they appear, -1 no choice */
  readonly answers: Int8Array;
  /** items, by index in the table */
  readonly items: readonly number[];
}

/** No answer names a choice past this one; items with more are left out. */
const MOST_CHOICES = 100;

/**
 * Patterns of those items among `items` that have one key and choices, in the order in which they appear. `classes`: of all items, by key,
 * number of choices and what each model chose.
 */
export function patternsOf(table: ResponseTable, classes: ItemClasses, items: readonly number[]): Pattern[] {
  const { models, chosen, keys, choices } = table;
  const found = new Map<string, { choices: number; answers: Int8Array; items: number[] }>();
  const byClass = new Map<number, number[]>();
  const answers = new Int8Array(models.length);
  for (const item of items) {
    const alike = byClass.get(classes.of[item] as number);
    if (alike !== undefined) {
      alike.push(item);
      continue;
    }
    const key = keys[item] as number;
    const count = choices[item] as number;
    if (key < 0 || count < 2 || count > MOST_CHOICES) continue;
    const names = new Map<number, number>([[key, 0]]);
    for (const [m, ofModel] of chosen.entries()) {
      const choice = ofModel[item] as number;
      if (choice >= 0 && !names.has(choice)) names.set(choice, names.size);
      answers[m] = choice < 0 ? -1 : (names.get(choice) as number);
    }
    const name = `${count}:${answers.join()}`;
    const pattern = found.get(name);
    if (pattern === undefined) found.set(name, { choices: count, answers: answers.slice(), items: [item] });
    else pattern.items.push(item);
    byClass.set(classes.of[item] as number, pattern?.items ?? (found.get(name)?.items as number[]));
  }
  return [...found.values()];
}
