import { createHmac, randomBytes } from 'node:crypto';
import { isJson } from '../json/is-json.js';

/** What was taken out of one item, and what proves it. */
export interface OpeningRow {
  readonly path: string;
  /** from 1, in its file */
  readonly record: number;
  /** canonical text, null where the item has none */
  readonly id: string | null;
  /** 32 random bytes as hex: without it the few answers that are possible could be tried out against the commitment */
  readonly salt: string;
  /** JSON Pointers into the record, and the JSON text that stood there, as it was spelled */
  readonly fields: readonly (readonly [pointer: string, text: string])[];
}

/** What is handed over in clear of each item that something was taken out of. */
export interface CommitmentRow {
  readonly path: string;
  readonly record: number;
  readonly id: string | null;
  /** hex */
  readonly commitment: string;
}

/** Where a sealed deliverable keeps them. */
export const ANSWERS_PATH = 'sealed/answers.jsonl.age';
export const COMMITMENTS_PATH = 'sealed/commitments.jsonl';

/** First lines of the two files. */
export const OPENING_HEAD = { jatdae: 'opening', version: 1 } as const;
export const COMMITMENTS_HEAD = {
  jatdae: 'commitments',
  version: 1,
  commitment: 'HMAC-SHA256(salt, JSON [id, fields])',
} as const;

export const newSalt = (): string => randomBytes(32).toString('hex');

/**
 * HMAC-SHA256 (RFC 2104) with the salt's bytes as the key over the UTF-8 bytes of the JSON text `[id, fields]`; of an item without an id, path
 * and record stand in its place. It hides the fields as long as the salt is unknown, and no other fields fit it.
 */
export function commitmentOf({ path, record, id, salt, fields }: OpeningRow): string {
  return createHmac('sha256', Buffer.from(salt, 'hex'))
    .update(JSON.stringify([id ?? [path, record], fields]))
    .digest('hex');
}

/** A line of the opening, null where it is none. */
export function parseOpening(line: string): OpeningRow | null {
  const row = objectIn(line);
  if (row === null || !isPlace(row) || typeof row.salt !== 'string' || !/^[0-9a-f]{64}$/u.test(row.salt)) return null;
  const { fields } = row;
  if (!Array.isArray(fields) || !fields.every(isField)) return null;
  return row as unknown as OpeningRow;
}

/** A line of the commitments, null where it is none. */
export function parseCommitment(line: string): CommitmentRow | null {
  const row = objectIn(line);
  return row !== null && isPlace(row) && typeof row.commitment === 'string' ? (row as unknown as CommitmentRow) : null;
}

const isPlace = ({ path, record, id }: Record<string, unknown>): boolean =>
  typeof path === 'string' && typeof record === 'number' && (id === null || typeof id === 'string');

function isField(field: unknown): boolean {
  if (!Array.isArray(field) || field.length !== 2 || !field.every((part) => typeof part === 'string')) return false;
  const [pointer, text] = field as [string, string];
  return pointer.startsWith('/') && isJson(text);
}

export function objectIn(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
