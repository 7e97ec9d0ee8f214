import { createHash } from 'node:crypto';
import { canonicalString } from '@jatdae/kernel';
import { pointerKeys } from '@jatdae/schema';
import type { OpenItems, ReadItem } from '@jatdae/validator';
import { isObject, type Json, scalarText } from './json.js';

/** What of an item of the deliverable an import needs. */
export interface KnownItem {
  readonly id: string | number;
  readonly subMetric: string | null;
  readonly side: ReadItem['side'];
  /** canonical texts, in the item's order; empty where it has none */
  readonly choices: readonly string[];
  readonly hasKey: boolean;
}

/** The items of a deliverable in plan order, and the ways to find one. Indexes are those of `items`. */
export interface ItemIndex {
  readonly items: readonly KnownItem[];
  /** items that have no id and cannot be answered for */
  readonly withoutId: number;
  /** -1: unknown, or the id of several items */
  byId(id: string): number;
  /** -1: unknown, or the question of several items */
  byQuestion(text: string): number;
}

const SEVERAL = -1;

/** Reads all items. */
export async function indexItems(open: Pick<OpenItems, 'items'>): Promise<ItemIndex> {
  const items: KnownItem[] = [];
  const ids = new Map<string, number>();
  const questions = new Map<string, number>();
  let withoutId = 0;
  for await (const item of open.items()) {
    const record = JSON.parse(item.json) as Json;
    const id = valueAt(record, item.pointers.id);
    if (typeof id !== 'string' && typeof id !== 'number') {
      withoutId += 1;
      continue;
    }
    const index = items.length;
    const answer = valueAt(record, item.pointers.answer);
    items.push({
      id,
      subMetric: item.subMetric,
      side: item.side,
      choices: item.choices.map((pointer) => canonicalString(scalarText(valueAt(record, pointer)) ?? '')),
      hasKey: answer !== undefined && answer !== null && answer !== '',
    });
    enter(ids, canonicalString(String(id)), index);
    const question = valueAt(record, item.pointers.question);
    if (typeof question === 'string') enter(questions, digestOf(question), index);
  }
  return {
    items,
    withoutId,
    byId: (id) => ids.get(canonicalString(id)) ?? -1,
    byQuestion: (text) => questions.get(digestOf(text)) ?? -1,
  };
}

function enter(table: Map<string, number>, key: string, index: number): void {
  table.set(key, table.has(key) ? SEVERAL : index);
}

/** Of the canonical text, so that a million questions are not kept twice. */
const digestOf = (text: string): string => createHash('md5').update(canonicalString(text)).digest('base64');

function valueAt(record: Json, pointer: string): Json | undefined {
  let at: Json | undefined = record;
  for (const key of pointerKeys(pointer)) {
    if (Array.isArray(at)) at = (at as readonly Json[])[Number(key)];
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}
