/** Ours, once a selection of rules. */
export interface Ours {
  /** of its rows; that of the same items without faults and with one key order ends in `-clean` */
  readonly name: string;
  readonly flags: readonly string[];
  /** what is selected, as a row of the tables */
  readonly rules: string;
}

/** What the goals for speed are of: checks that a file's own records, ids and contents decide. */
const CORE_RULES = 'M,F,I001,I002,I003,I004,I005,I006,I007,I008,I009,I010,S,C,T,H001,H002,H003,H005,H007,D001,A,E001,E002,E003';

/** The same selection in words. */
export const CORE_RULES_TEXT = `all of M, F, S, C, T and A, I001–I010, H001–H003, H005, H007, D001 and E001–E003: manifest, files, the form of every
  item, ids, exact duplicates and leaks. Not personal data (P), near duplicates (H004, D002), or what is statistics of the whole (H006,
  D003–D006, I011)`;

export const EVERY_RULE: Ours = { name: 'jatdae', flags: [], rules: 'every rule' };
export const CORE: Ours = { name: 'jatdae-core', flags: ['--select', CORE_RULES], rules: 'the core rules' };
export const OURS: readonly Ours[] = [EVERY_RULE, CORE];
