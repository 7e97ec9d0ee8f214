import type { Manifest } from '@jatdae/schema';
import { childPointer } from '@jatdae/schema';
import { memberAt, withMember } from '../json/edit-member.js';
import { fieldPath } from '../json/field-path.js';
import type { OpeningRow } from './opening.js';

/** A record without what is not to be known of it, and what that was. */
export interface Stripped {
  readonly record: Uint8Array;
  readonly fields: OpeningRow['fields'];
}

/** Fields of a resource that give the answer: as the manifest spells them, or under their own names. */
export function secretFields({ fields }: Manifest['resources'][number], also: readonly string[]): string[] {
  const { answer = 'answer', explanation = 'explanation' } = fields ?? {};
  return [...new Set([typeof answer === 'string' ? answer : answer.field, explanation, ...also])];
}

/**
 * Empties fields. A text of explanation becomes an empty one, so that a schema that wants a text has one; everything else becomes null.
 * What is null or not there already is left as it is.
 */
export function stripFields(record: Uint8Array, spellings: readonly string[]): Stripped {
  const fields: [string, string][] = [];
  let stripped = record;
  for (const [k, spelling] of spellings.entries()) {
    const path = fieldPath(spelling, record);
    const text = Buffer.from(memberAt(stripped, path) ?? []).toString();
    if (text === '' || text === 'null') continue;
    const blank = k > 0 && text.startsWith('"') ? '""' : 'null';
    if (text === blank) continue;
    fields.push([path.reduce(childPointer, ''), text]);
    stripped = withMember(stripped, path, blank);
  }
  return { record: stripped, fields };
}
