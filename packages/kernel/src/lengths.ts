/** Lengths below it are told apart; above there are 32 classes an octave, each at most 3.2 % wide. */
export const EXACT_LENGTHS = 1024;
const CLASSES_AN_OCTAVE = 32;
/** Octaves from 2^10 up to 2^31. */
const OCTAVES = 21;
export const LENGTH_CLASSES = EXACT_LENGTHS + OCTAVES * CLASSES_AN_OCTAVE;

export function classOf(length: number): number {
  if (length < EXACT_LENGTHS) return length;
  const octave = 21 - Math.clz32(length);
  return EXACT_LENGTHS + octave * CLASSES_AN_OCTAVE + ((length >> (octave + 5)) - CLASSES_AN_OCTAVE);
}

/** The least length of a class. */
export function leastOf(index: number): number {
  if (index < EXACT_LENGTHS) return index;
  const octave = Math.floor((index - EXACT_LENGTHS) / CLASSES_AN_OCTAVE);
  return (((index - EXACT_LENGTHS) % CLASSES_AN_OCTAVE) + CLASSES_AN_OCTAVE) << (octave + 5);
}
