import type { Manifest } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { memberAt, withMember } from '../json/edit-member.js';
import { fieldPath } from '../json/field-path.js';
import type { ManifestEdit } from '../output/edit-manifest.js';

export type Side = 'public' | 'leaderboard';

/** How the records of a resource say which split they are of. */
export interface SplitField {
  /** The record with its split. @throws UsageError where the field's name is taken */
  write(record: Uint8Array, side: Side): Uint8Array;
  /** what the manifest has to say of it otherwise */
  readonly edits: readonly ManifestEdit[];
}

const IDENTITY: Readonly<Record<string, Side>> = { public: 'public', leaderboard: 'leaderboard' };

/**
 * The field that the manifest names, with its words; where it names none, one that records get.
 * @param index of the resource in the manifest
 * @param name of a field that records get
 */
export function splitFieldOf({ split, path }: Manifest['resources'][number], index: number, name: string): SplitField {
  const at = ['resources', index, 'split'] as const;
  const { field } = split ?? {};
  if (field === undefined) {
    return {
      write(record, side) {
        if (memberAt(record, [name]) !== null) throw new UsageError(taken(name, path));
        return withMember(record, [name], JSON.stringify(side));
      },
      edits: [{ path: at, value: { field: name } }],
    };
  }
  const values = split?.values ?? IDENTITY;
  const wordOf = (side: Side): string => Object.keys(values).find((word) => values[word] === side) ?? side;
  const missing = (['public', 'leaderboard'] as const).filter((side) => !Object.values(values).includes(side));
  return {
    write: (record, side) => withMember(record, fieldPath(field, record), JSON.stringify(wordOf(side))),
    edits: missing.map((side) => ({ path: [...at, 'values', side], value: side })),
  };
}

const taken = (name: string, path: string): { readonly ko: string; readonly en: string } => ({
  ko: `${path}: 매니페스트에 분할 필드가 없는데 '${name}' 필드가 이미 있습니다. 그것이 분할이면 매니페스트에 split: {field: ${name}}를 적고, 아니면 --field로 다른 이름을 지정하십시오.`,
  en: `${path}: the manifest names no split field, and a field '${name}' is there already. If that is the split, write split: {field: ${name}} into the manifest; else name another one with --field.`,
});
