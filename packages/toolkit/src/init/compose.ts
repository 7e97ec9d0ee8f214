import { createMask } from '@jatdae/rules';
import type { Localized, Profile } from '@jatdae/schema';
import type { Survey } from './files/survey.js';
import { guessLanguages, type MediaGuess } from './guess/data-set.js';
import type { Group } from './guess/groups.js';
import type { WordCounts } from './guess/sides.js';
import type { Decision, LeftOut, Picks, Proposal } from './proposal.js';
import { said } from './said.js';
import type { DescribedGroup } from './write/described.js';
import { draftManifest } from './write/draft.js';
import { schemaOf } from './write/json-schema.js';

export interface ComposeOptions {
  readonly language: 'ko' | 'en';
  /** that the manifest names */
  readonly profile: Profile;
  readonly picks: Picks;
}

/** What is known of the files of a survey before it is put in a manifest's words. */
export interface Found {
  readonly groups: readonly Group[];
  /** the groups that hold the items */
  readonly taken: readonly Group[];
  readonly described: readonly DescribedGroup[];
  readonly media: MediaGuess | null;
  readonly counts: WordCounts;
  readonly decisions: readonly Decision[];
}

/** A proposal for what was found. Whatever it quotes of the data goes through the one mask, as in reports. */
export function compose(survey: Survey, found: Found, { language, profile, picks }: ComposeOptions): Proposal {
  const { groups, taken, described, media, counts } = found;
  const mask = createMask(profile);
  const languages = guessLanguages(taken);
  const draft = draftManifest({ survey, described, media, languages, counts, profile, picks });
  const masked = ({ ko, en }: Localized): Localized => ({ ko: mask(ko), en: mask(en) });
  return {
    manifest: draft.manifest,
    notes: draft.notes.map(({ at, text }) => ({ at, text: masked(text) })),
    decisions: [...draft.decisions, ...found.decisions].map((decision) => ({
      ...maskedDecision(decision, masked),
      ...(picks.has(decision.id) ? { settled: true } : {}),
    })),
    warnings: [...described.flatMap(({ items }) => items.warnings), ...draft.warnings].map(masked),
    leftOut: leftOutOf(survey, groups, new Set(taken)),
    schemas: new Map(described.map(({ group, name, schemaPath }) => [schemaPath, schemaOf(group, name, language)])),
  };
}

const maskedDecision = (decision: Decision, masked: (text: Localized) => Localized): Decision => ({
  ...decision,
  question: masked(decision.question),
  options: decision.options.map(({ value, label }) => ({ value, label: masked(label) })),
});

function leftOutOf({ empty, tree }: Survey, groups: readonly Group[], taken: ReadonlySet<Group>): LeftOut[] {
  const aside = groups.filter((group) => group.item !== null && !taken.has(group));
  const none = groups.filter(({ item }) => item === null);
  const known = new Set([...groups.flatMap(({ paths }) => paths), ...empty]);
  const texts = tree.entries.filter(
    ({ path, kind }) => kind === 'file' && !known.has(path) && /\.(?:txt|ya?ml|xls|hwpx?|docx?|pdf|7z|rar)$/iu.test(path),
  );
  return [
    ...aside.flatMap(({ paths }) =>
      paths.map((path) => ({ path, reason: said('이름이나 크기로 보아 문항이 아님', 'not the items, by its name or size') })),
    ),
    ...none.flatMap(({ paths }) =>
      paths.map((path) => ({ path, reason: said('문항으로 볼 필드를 찾지 못함', 'no field that could be what an item asks') })),
    ),
    ...empty.map((path) => ({ path, reason: said('레코드를 읽지 못함', 'no records could be read') })),
    ...texts.map(({ path }) => ({ path, reason: said('이 형식은 살펴보지 않음', 'a format that is not looked into') })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}
