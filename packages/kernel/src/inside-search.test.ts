import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { createHolderCounter, NEVER } from './holder-counter.js';
import { createInsideSearch } from './inside-search.js';
import { ANCHOR_BITS, FAR, PART_BITS, type PackedAnchors } from './packed-anchors.js';
import { BLOOM_WORDS } from './sketch-facts.js';
import { reachOf, soughtSize } from './sought.js';

const memories = [wasmMemory, plainMemory];
const PART = 5;

/** A text: its length, its filter, and its anchors in this partition with the half that they stand in. */
interface Text {
  readonly units: number;
  readonly filter: readonly number[];
  readonly anchors: readonly (readonly [slot: number, half: number])[];
  /** sketches without anchors before it */
  readonly gap: number;
}

const word = fc.oneof(fc.constantFrom(0, -1, 1 << 31), fc.integer());
const slot = fc.oneof(fc.nat(3), fc.constantFrom(2 ** ANCHOR_BITS - 1, 1 << 24, (1 << 24) + 1), fc.nat(2 ** ANCHOR_BITS - 1));
const text: fc.Arbitrary<Text> = fc.record({
  units: fc.nat(40),
  filter: fc.array(word, { minLength: BLOOM_WORDS, maxLength: BLOOM_WORDS }),
  anchors: fc
    .uniqueArray(fc.tuple(slot, fc.nat(1)), { maxLength: 4, selector: ([anchor]) => anchor })
    .map((anchors) => anchors.sort(([, a], [, b]) => a - b)),
  gap: fc.constantFrom(0, 0, 0, 1, 62, 63, 64, 200),
});

/** The texts by sketch: where one comes after a gap, the sketches before it have none. */
const bySketch = (texts: readonly Text[]): (Text | null)[] =>
  texts.flatMap((one) => [...Array.from({ length: one.gap }, () => null), one]);

/** Packs the anchors of texts in pieces of `size` sketches. */
function pack(sketches: readonly (Text | null)[], size: number): PackedAnchors[] {
  const pieces: PackedAnchors[] = [];
  for (let before = 0; before < sketches.length; before += size) {
    const words: number[] = [];
    let last = 0;
    sketches.slice(before, before + size).forEach((one, k) => {
      for (const [anchor, half] of one?.anchors ?? []) {
        const place = k * 2 + half;
        const step = Math.min(place - last, FAR);
        words.push(anchor | (step << ANCHOR_BITS), ...(step === FAR ? [place] : []));
        last = place;
      }
    });
    pieces.push({ words: Int32Array.from(words), before });
  }
  return pieces;
}

const lengthsOf = (sketches: readonly (Text | null)[]): Uint16Array => Uint16Array.from(sketches, (one) => one?.units ?? 0);
const pieceSize = fc.constantFrom(1, 3, 1000);

it('counts in WebAssembly and in plain TypeScript how many texts have each anchor, and which is the rarest of each half', () => {
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 12 }),
      pieceSize,
      fc.tuple(fc.nat(40), fc.nat(41)),
      fc.boolean(),
      fc.tuple(fc.nat(300), fc.nat(300)),
      (texts, size, [from, to], hasOthers, [skipped, told]) => {
        const sketches = bySketch(texts);
        const isSought = (one: Text | null): boolean => one !== null && (!hasOthers || (one.units >= from && one.units < to));
        const first = Math.min(skipped, sketches.length);
        const last = Math.min(first + told, sketches.length);
        const holdersOf = (anchor: number): number =>
          sketches.filter((one) => one?.anchors.some(([other]) => other === anchor)).length;
        const expected = sketches.slice(first, last).map((one) => {
          const halves = [0, 1].map((half) => {
            const own = isSought(one) ? (one?.anchors ?? []) : [];
            const shared = own.filter(([anchor, in_]) => in_ === half && holdersOf(anchor) > 1);
            const holders = Math.min(NEVER, ...shared.map(([anchor]) => holdersOf(anchor)));
            const rarest = shared.find(([anchor]) => holdersOf(anchor) === holders);
            return [rarest === undefined ? 0 : (rarest[0] << PART_BITS) | PART, holders];
          });
          const alone = isSought(one) ? (one?.anchors ?? []).filter(([anchor]) => holdersOf(anchor) === 1).length : 0;
          return [...halves, alone];
        });
        const lengths = lengthsOf(sketches);
        for (const memory of memories) {
          const counter = createHolderCounter(memory()!, { lengths, sought: { from, to }, hasOthers, first, size: last - first });
          counter.take(PART, pack(sketches, size));
          const { anchors, holders, own } = counter.counts();
          expect(
            Array.from(own, (alone, k) => [...[0, 1].map((half) => [anchors[k * 2 + half], holders[k * 2 + half]]), alone]),
          ).toEqual(expected);
        }
      },
    ),
    { numRuns: 150 },
  );
});

const bitsOf = (words: readonly number[]): string => words.map((one) => (one >>> 0).toString(2).padStart(32, '0')).join('');
function missingIn(filter: readonly number[], other: readonly number[]): number {
  const held = bitsOf(other);
  return [...bitsOf(filter)].filter((bit, at) => bit === '1' && held[at] === '0').length;
}

/** What is looked for: which text, by which of its anchors, how many bits it may have more, and how many are said to have the anchor. */
const wanted = fc.record({ text: fc.nat(), anchor: fc.nat(), losable: fc.nat(128), holders: fc.nat(9) });

it('finds in WebAssembly and in plain TypeScript the longer texts that have an anchor and all but some bits of a filter', () => {
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 12 }),
      fc.array(wanted, { maxLength: 12 }),
      pieceSize,
      fc.nat(9),
      fc.boolean(),
      fc.constantFrom(1, 1, 1, 1, 400),
      (texts, wants, size, most, areHeld, times) => {
        // More texts than are asked of at once, and more answers than there is room for.
        const sketches = bySketch(Array.from({ length: times }, () => texts).flat());
        const entries = wants.flatMap(({ text: which, anchor: k, losable, holders }) => {
          const sketch = sketches.findIndex((one) => one !== null && one === texts[which % texts.length]);
          const one = sketches[sketch];
          if (one === undefined || one === null || one.anchors.length === 0) return [];
          const [anchor] = one.anchors[k % one.anchors.length]!;
          return [{ anchor, sketch, one, losable, holders }];
        });
        const affordable = entries.filter(({ holders }) => holders <= most);
        const byLength = [...affordable].sort((a, b) => a.one.units - b.one.units);
        const expected = sketches.flatMap((other, longer) =>
          (other?.anchors ?? []).flatMap(([anchor]) =>
            byLength
              .filter((entry) => entry.anchor === anchor && other !== null && entry.one.units <= reachOf(other.units))
              .map(({ sketch, one, losable }) => ({
                sketch,
                longer,
                missing: missingIn(one.filter, other?.filter ?? []),
                one,
                losable,
              }))
              .filter(({ missing, losable }) => missing <= losable)
              .map(({ sketch, missing, one }) => [sketch, longer, missing, one.units]),
          ),
        );
        const words = Int32Array.from(
          entries.flatMap(({ anchor, sketch, one, losable, holders }) => [
            (anchor << PART_BITS) | PART,
            sketch,
            soughtSize(one.units, losable),
            (holders << 16) | 1,
          ]),
        );
        const whole = Int32Array.from(sketches.flatMap((one) => one?.filter ?? Array.from({ length: BLOOM_WORDS }, () => 0)));
        const filters = {
          pieces: () => [whole.subarray(0, 8), whole.subarray(8)],
          lookUp: (ids: Int32Array) => ({ ints: whole, rows: ids }),
        };
        for (const memory of memories) {
          const search = createInsideSearch(memory()!, lengthsOf(sketches), filters, areHeld ? 1e9 : 0);
          expect(search.index(words, most)).toBe(affordable.length);
          const found: number[][] = [];
          search.find(pack(sketches, size), (...pair) => found.push(pair));
          expect(found).toEqual(expected);
        }
      },
    ),
    { numRuns: 50 },
  );
});

it('refuses anchors of sketches that there are none of', () => {
  for (const memory of memories) {
    const lengths = new Uint16Array(2);
    const counter = createHolderCounter(memory()!, { lengths, sought: { from: 0, to: 1 }, hasOthers: false, first: 0, size: 2 });
    const far = { words: Int32Array.of(7 | (FAR << ANCHOR_BITS), 4), before: 0 };
    expect(() => counter.take(PART, [far])).toThrow(RangeError);
  }
});
