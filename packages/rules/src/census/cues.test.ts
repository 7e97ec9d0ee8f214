import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCue, createCues, SHARE } from './cues.js';

/** What each cue hits of one item, by looking at every choice. */
function hitsOf(lengths: readonly number[], place: number) {
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const shareOf = (score: (length: number) => number): number => {
    const scores = lengths.map((length) => Math.round(score(length) * 1e6));
    const best = Math.max(...scores);
    return scores[place] === best ? SHARE / scores.filter((one) => one === best).length : 0;
  };
  return { longest: shareOf((l) => l), shortest: shareOf((l) => -l), odd: shareOf((l) => Math.abs(l - mean)) };
}

it('hits the key as a reader would who goes by length alone and draws among equals', () => {
  const item = fc
    .array(fc.nat(6), { minLength: 2, maxLength: 16 })
    .chain((lengths) => fc.record({ lengths: fc.constant(lengths), place: fc.nat(lengths.length - 1) }));
  fc.assert(
    fc.property(item, ({ lengths, place }) => {
      const cues = createCues();
      addCue(cues, Int32Array.from(lengths), place);
      expect(cues).toEqual({ items: 1, chance: SHARE / lengths.length, hits: hitsOf(lengths, place) });
    }),
  );
});

it('an item with a choice that is no text says nothing', () => {
  const cues = createCues();
  addCue(cues, Int32Array.from([3, -1, 5]), 2);
  expect(cues).toEqual(createCues());
});
