import { Answer, type ItemBatch, jsonOf, Side, type Tape, textOf } from '@jatdae/kernel';
import type { ItemType } from '@jatdae/schema';
import type { Plan } from './plan/plan.js';

/** One turn of a conversation. */
export interface Turn {
  /** as the data calls it; null where it does not say */
  readonly role: string | null;
  readonly content: string;
}

/** A medium of an item, as far as the deliverable has it. */
export interface AskedMedium {
  /** as the item refers to it */
  readonly reference: string;
  /** for `OpenItems.medium`; null where there is no such file */
  readonly file: number | null;
  /** by content: png, jpeg, wav, …; null where it is unknown */
  readonly type: string | null;
  readonly bytes: number;
  /** of the file's content, lower-case hex; null where it was not read */
  readonly sha256: string | null;
}

/** An item as a model is asked it. */
export interface AskedItem {
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
  /** null where the item has none */
  readonly id: string | number | null;
  readonly subMetric: string | null;
  readonly side: 'public' | 'leaderboard' | 'unknown';
  readonly type: ItemType | null;
  readonly context: string | null;
  readonly question: string | null;
  readonly turns: readonly Turn[];
  readonly choices: readonly string[];
  /** the choices, counted from 0, that are its key; empty where the key is none of them or of another kind */
  readonly keys: readonly number[];
  /** as delivered; null where there is none */
  readonly answer: unknown;
  /** why the key is right; null where the item does not say */
  readonly explanation: string | null;
  readonly category: string | null;
  readonly difficulty: string | null;
  /** of a classification */
  readonly labels: readonly string[];
  readonly media: readonly AskedMedium[];
}

export const SIDES = { [Side.Public]: 'public', [Side.Leaderboard]: 'leaderboard', [Side.Unknown]: 'unknown' } as const;

/** Choices that a key's bits can name. */
const KEY_BITS = 31;

/** What a row of a batch, which holds an object, asks. */
export function askedItem(plan: Plan, batch: ItemBatch, i: number, path: string, record: number): AskedItem {
  const { tape, field } = batch;
  const declared = plan.manifest.subMetrics[batch.subMetric[i] as number];
  const nodeValue = (node: number): unknown => (node < 0 ? null : jsonOf(tape, node));
  return {
    path,
    record,
    id: idOf(nodeValue(field.id[i] as number)),
    subMetric: plan.subMetrics[batch.subMetric[i] as number] ?? null,
    side: SIDES[batch.side[i] as Side],
    type: plan.manifest.resources[batch.resource]?.itemType ?? declared?.itemType ?? null,
    context: plainText(nodeValue(field.context[i] as number)),
    question: plainText(nodeValue(field.question[i] as number)),
    turns: turnsOf(nodeValue(field.turns[i] as number)),
    choices: nodesOf(batch.choice, batch.choiceStart, i).map((node) => textOf(tape, node)),
    keys: keysOf(batch, i),
    answer: nodeValue(field.answer[i] as number),
    explanation: plainText(nodeValue(field.explanation[i] as number)),
    category: plainText(nodeValue(field.category[i] as number)),
    difficulty: plainText(nodeValue(field.difficulty[i] as number)),
    labels: (declared?.labels ?? []).map(String),
    media: mediaOf(plan, batch, i, tape),
  };
}

function idOf(value: unknown): string | number | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return typeof value === 'number' ? value : null;
}

function nodesOf(nodes: Int32Array, start: Int32Array, i: number): number[] {
  return [...nodes.subarray(start[i], start[i + 1])];
}

function keysOf({ answer, key }: ItemBatch, i: number): number[] {
  if (answer[i] !== Answer.Keyed) return [];
  return Array.from({ length: KEY_BITS }, (_, k) => k).filter((k) => (((key[i] as number) >>> k) & 1) === 1);
}

function mediaOf({ media: { files } }: Plan, batch: ItemBatch, i: number, tape: Tape): AskedMedium[] {
  const from = batch.mediaStart[i] as number;
  return nodesOf(batch.media, batch.mediaStart, i).map((node, k) => {
    const file = batch.mediaFile[from + k] as number;
    const { type = null, bytes = 0, sha256 = null } = files[file] ?? {};
    return { reference: textOf(tape, node), file: file < 0 ? null : file, type, bytes, sha256 };
  });
}

/** Passages come as one text or as several; null where there is nothing to read. */
function plainText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    const parts = value.map(plainText).filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join('\n\n');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.trim() === '' ? null : text;
}

function turnsOf(value: unknown): Turn[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((turn: unknown): Turn[] => {
    if (typeof turn !== 'object' || turn === null || Array.isArray(turn)) return turnWith(null, turn);
    const { role, content } = turn as { readonly role?: unknown; readonly content?: unknown };
    return turnWith(typeof role === 'string' ? role : null, content);
  });
}

function turnWith(role: string | null, value: unknown): Turn[] {
  const content = plainText(value);
  return content === null ? [] : [{ role, content }];
}
