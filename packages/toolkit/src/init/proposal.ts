import type { Language, Localized } from '@jatdae/schema';

/** A key of the manifest, from its root: names and positions. */
export type Place = readonly (string | number)[];

/** Why a value stands where it stands. */
export interface Note {
  readonly at: Place;
  readonly text: Localized;
}

export interface Option {
  readonly value: string;
  readonly label: Localized;
}

/** What only a person can know. One with options or a text can be answered before the manifest is written. */
export interface Decision {
  readonly id: string;
  readonly question: Localized;
  readonly options: readonly Option[];
  /** several options may be chosen, with line ends between their values */
  readonly many?: true;
  /** what the manifest says */
  readonly chosen: string;
  /** a person has answered */
  readonly settled?: true;
}

/** Files that the manifest leaves out, and why. */
export interface LeftOut {
  readonly path: string;
  readonly reason: Localized;
}

/** A manifest with its reasons, ready to be written. */
export interface Proposal {
  /** what it was drawn from, where that is more than the data */
  readonly origin?: Localized;
  readonly manifest: ManifestDraft;
  readonly notes: readonly Note[];
  readonly decisions: readonly Decision[];
  /** to be looked at, with nothing to choose from */
  readonly warnings: readonly Localized[];
  readonly leftOut: readonly LeftOut[];
  /** JSON Schemas by their path below the manifest's folder */
  readonly schemas: ReadonlyMap<string, object>;
}

/** As it is written: keys in the order in which people read them. */
export type ManifestDraft = { readonly [key: string]: unknown };

/** Answers to decisions, by their ids. */
export type Picks = ReadonlyMap<string, string>;

/** What a decision's value is called. */
export const chosenLabel = ({ options, chosen }: Decision, language: Language): string =>
  chosen
    .split('\n')
    .map((one) => options.find(({ value }) => value === one)?.label[language] ?? one)
    .join(', ');
