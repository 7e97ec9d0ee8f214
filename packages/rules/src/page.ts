import type { Language } from '@jatdae/schema';

/** A rule's page in one language. `trips` and `passes` are snippets of a deliverable or a manifest, without their code fences. */
export interface PageText {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  readonly trips: string;
  readonly passes: string;
}

export type RulePage = Readonly<Record<Language, PageText>>;
