import { PARITY_WORDS } from './normal-text.js';

/**
 * Integers of what is known of an item besides its keys: split, row, `packFacts`, the media, a bit of CHOICE_WORDS words for each choice,
 * and the parity words.
 */
export const Fact = { Split: 0, Row: 1, Packed: 2, Media: 3, Choices: 4, Parity: 8 } as const;
export const CHOICE_WORDS = Fact.Parity - Fact.Choices;
export const FACTS = Fact.Parity + PARITY_WORDS;

/** Integers of a Bloom filter of an item's narrow anchors, the last ones of its sketch. */
export const BLOOM_WORDS = 4;

/** The greatest number of choices that is noted. */
const MOST_NOTED_CHOICES = 0xff;

/** Different grams of an item (17 bits), whether they are of jamo, its side (2 bits), and how many choices it has (8 bits). */
export const packFacts = (grams: number, isJamo: boolean, side: number, choices: number): number =>
  grams | (isJamo ? 1 << 17 : 0) | (side << 18) | (Math.min(choices, MOST_NOTED_CHOICES) << 20);
export const gramsOf = (packed: number): number => packed & 0x1ffff;
export const isJamoOf = (packed: number): boolean => (packed & (1 << 17)) !== 0;
export const choicesOf = (packed: number): number => (packed >> 20) & MOST_NOTED_CHOICES;
export const sideOf = (packed: number): number => (packed >> 18) & 3;

/** The greatest length of a text that is noted. */
export const MOST_NOTED_UNITS = 0xffff;
