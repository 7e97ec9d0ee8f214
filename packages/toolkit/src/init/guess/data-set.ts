import type { TreeEntry } from '@jatdae/readers';
import { scriptOf } from '@jatdae/rules';
import { optionsAt, valueAtKeys } from '../fields/field.js';
import type { Group } from './groups.js';

/** The language that a script is most often of. */
const LANGUAGES: Readonly<Record<string, string>> = {
  hangul: 'ko',
  kana: 'ja',
  han: 'zh',
  latin: 'en',
  cyrillic: 'ru',
  arabic: 'ar',
  thai: 'th',
  devanagari: 'hi',
};

/** Questions in a language, of a group's, from which it is one of the data set's. */
const LEAST_SHARE = 0.02;

export interface LanguageGuess {
  /** most used first, at least one */
  readonly languages: readonly string[];
  readonly questions: number;
  /** share of questions by language, of those in any */
  readonly shares: readonly number[];
}

/** Languages by the script of what items ask. */
export function guessLanguages(groups: readonly Group[]): LanguageGuess {
  const counts = new Map<string, number>();
  let questions = 0;
  for (const { records, item } of groups) {
    const field = item?.fields.get('question');
    const turns = item?.fields.get('turns');
    for (const record of records) {
      const value =
        field === undefined
          ? optionsAt(record, turns?.keys ?? [])
              .map((turn) => JSON.stringify(turn))
              .join(' ')
          : valueAtKeys(record, field.keys);
      const language = LANGUAGES[scriptOf(String(value ?? '')) ?? ''];
      if (language === undefined) continue;
      questions += 1;
      counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  const used = [...counts].filter(([, count]) => count >= LEAST_SHARE * questions).sort((a, b) => b[1] - a[1]);
  if (used.length === 0) return { languages: ['ko'], questions: 0, shares: [] };
  return { languages: used.map(([language]) => language), questions, shares: used.map(([, count]) => count / questions) };
}

export type MediaKind = 'image' | 'audio' | 'video';

const KINDS: readonly (readonly [MediaKind, RegExp])[] = [
  ['image', /\.(?:png|jpe?g|gif|bmp|webp|tiff?|avif|heic|svg)$/iu],
  ['audio', /\.(?:wav|flac|ogg|opus|mp3|aac|m4a)$/iu],
  ['video', /\.(?:mp4|mov|webm|mkv|avi|wmv)$/iu],
];

export const mediaKindOf = (path: string): MediaKind | null => KINDS.find(([, pattern]) => pattern.test(path))?.[0] ?? null;

/** Fields of records that name files of media, and the folder that they are relative to. */
export interface MediaGuess {
  readonly root: string;
  /** paths of fields by group */
  readonly fields: ReadonlyMap<Group, readonly string[]>;
  readonly kinds: readonly MediaKind[];
  readonly references: number;
  readonly found: number;
}

/** Null where no field names files that are there. */
export function guessMedia(groups: readonly Group[], media: readonly TreeEntry[]): MediaGuess | null {
  const paths = new Set(media.map(({ path }) => path));
  if (paths.size === 0) return null;
  const fields = groups.flatMap((group) =>
    group.fields
      .filter(
        ({ values, kinds }) =>
          (kinds.get('text') ?? 0) > 0 && [...values.keys()].slice(0, 50).some((value) => mediaKindOf(value) !== null),
      )
      .map((field) => ({
        group,
        field,
        values: [...field.values.keys()].filter((value) => mediaKindOf(value) !== null).map(plain),
      })),
  );
  const byName = groupByName(paths);
  const roots = new Map<string, number>();
  for (const value of fields.flatMap(({ values }) => values.slice(0, LOOKED_AT))) {
    for (const path of byName.get(nameOf(value)) ?? []) {
      const root = path === value ? '.' : path.endsWith(`/${value}`) ? path.slice(0, -value.length - 1) : null;
      if (root !== null) roots.set(root, (roots.get(root) ?? 0) + 1);
    }
  }
  const [best] = [...roots].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (best === undefined) return null;
  const [root] = best;
  const below = (value: string): string => (root === '.' ? value : `${root}/${value}`);
  const known = fields.filter(({ values }) => values.some((value) => paths.has(below(value))));
  const byGroup = new Map<Group, string[]>();
  for (const { group, field } of known) byGroup.set(group, [...(byGroup.get(group) ?? []), field.path]);
  const values = known.flatMap((one) => one.values);
  const kinds = [...new Set(values.map(mediaKindOf))].filter((kind) => kind !== null).sort();
  return {
    root,
    fields: byGroup,
    kinds,
    references: values.length,
    found: values.filter((value) => paths.has(below(value))).length,
  };
}

/** References of a field that are looked up to find their folder. */
const LOOKED_AT = 200;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function groupByName(paths: ReadonlySet<string>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const name = nameOf(path);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [path]);
    else group.push(path);
  }
  return groups;
}

const plain = (value: string): string => value.normalize('NFC').replace(/^\.\//u, '');
