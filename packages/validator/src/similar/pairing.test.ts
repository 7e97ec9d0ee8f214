import { FACTS, Fact, packFacts, plainMemory, wasmMemory } from '@jatdae/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SIMILAR_SETTINGS } from '../testing/similar-settings.js';
import type { CandidateLog } from './candidate-log.js';
import { createPairing, pairingRoom } from './pairing.js';

/** A sketch near one of a few: its choices, its grams, and which of the bits of parity are others. */
const sketch = fc.record({
  grams: fc.integer({ min: 60, max: 70 }),
  isJamo: fc.nat(9).map((k) => k === 0),
  side: fc.nat(2),
  choices: fc.constantFrom(0, 1, 2, 3, 6),
  media: fc.nat(8).map((k) => (k === 0 ? 1 : 0)),
  flipped: fc.array(fc.nat(255), { maxLength: 12 }),
});
const group = fc.array(sketch, { minLength: 2, maxLength: 90, size: 'max' });

function factsOf(sketches: readonly (typeof sketch extends fc.Arbitrary<infer T> ? T : never)[]): Int32Array {
  const facts = new Int32Array(sketches.length * FACTS);
  for (const [k, { grams, isJamo, side, choices, media, flipped }] of sketches.entries()) {
    const at = k * FACTS;
    facts[at + Fact.Row] = k;
    facts[at + Fact.Packed] = packFacts(grams, isJamo, side, 4);
    facts[at + Fact.Media] = media;
    facts[at + Fact.Choices] = choices;
    for (const bit of flipped) facts[at + Fact.Parity + (bit >> 5)]! ^= 1 << (bit & 31);
  }
  return facts;
}

it('logs in WebAssembly what it logs in plain TypeScript, of small groups and of large ones, however many are looked up at once', () => {
  const memories = [wasmMemory(), plainMemory(), wasmMemory()];
  let found = 0;
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(3, 70, 1 << 20),
      fc.boolean(),
      (groups, most, every) => {
        const facts = factsOf(groups.flat());
        const members = Int32Array.from({ length: facts.length / FACTS }, (_, k) => k);
        const ends = Int32Array.from(groups, (_, k) => groups.slice(0, k + 1).flat().length);
        const logged = memories.map((memory, k) => {
          const pairs: string[] = [];
          const cut: number[] = [];
          const log: CandidateLog = {
            addNear: (...pair) => void pairs.push(pair.join(' ')),
            addContained: () => {},
            finish: () => ({ held: new Int32Array(0), file: null, ends: [] }),
          };
          const copyRows = (ids: Int32Array, out: Int32Array, at: number): void => {
            for (const [k, id] of ids.entries()) out.set(facts.subarray(id * FACTS, (id + 1) * FACTS), at + k * FACTS);
          };
          const batch = k === 2 ? 64 : 4096;
          const settings = { ...SIMILAR_SETTINGS, choices: every ? 0 : 0.5 };
          const { pair, finish } = createPairing(settings, log, { copyRows }, batch, memory!, pairingRoom(batch, null), (one) =>
            cut.push(one),
          );
          pair({ count: groups.length, members, ends }, most);
          finish();
          return [pairs.sort(), cut.sort((a, b) => a - b)];
        });
        found += logged[0]![0]!.length;
        expect(logged[1]).toEqual(logged[0]);
        expect(logged[2]).toEqual(logged[0]);
      },
    ),
    { numRuns: 200 },
  );
  expect(found).toBeGreaterThan(10_000);
});
