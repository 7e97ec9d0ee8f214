import { Answer, type Locator, Side } from '@jatdae/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Accumulator, Outcome, PartReport, ScanRule } from './contract.js';
import { RULES } from './index.js';
import { batchOf, type TestItem } from './testing/batch.js';
import { testManifest } from './testing/deliverable.js';
import { part, scanContext } from './testing/run.js';

const scanRules = RULES.filter((rule): rule is ScanRule => rule.kind === 'scan');

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    '',
    ' ',
    '\u3000',
    '서울',
    ' 서울',
    '\u1112\u1161\u11ab국',
    '\u0000',
    '\uf0b7',
    '\ufffd',
    '\ud800',
    'ì\u0095\u0088ë\u0085\u0095',
  ),
);
const value = fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(null, 3, true, [], {}) });
const fault = fc.record({
  code: fc.constantFrom('F001', 'F005', 'F006', 'F007', 'I001'),
  pointer: fc.constantFrom(null, '', '/question', '/answer'),
  column: fc.constantFrom(null, 3),
  data: fc.constantFrom({ reason: 'truncated' }, { reason: { ko: '틀립니다.', en: 'wrong.' }, keyword: 'type' }),
});
const item: fc.Arbitrary<TestItem> = fc.record(
  {
    record: fc.option(
      fc.oneof(
        { weight: 1, arbitrary: fc.jsonValue() },
        {
          weight: 6,
          arbitrary: fc.record(
            {
              id: value,
              question: value,
              context: value,
              explanation: value,
              answer: value,
              choices: fc.array(value, { maxLength: 4 }),
              gold: value,
              code: fc.constantFrom('가', '나', null),
            },
            { requiredKeys: [] },
          ),
        },
      ),
      { nil: undefined, freq: 8 },
    ),
    side: fc.constantFrom(Side.Public, Side.Leaderboard, Side.Unknown),
    subMetric: fc.constantFrom(-1, 0, 1),
    answer: fc.constantFrom(...Object.values(Answer)),
    faults: fc.array(fault, { maxLength: 2 }),
  },
  { requiredKeys: ['record', 'faults'] },
);

/** A file in the order of the plan: its items, and how they are cut into parts and batches. */
const file = fc.record({
  items: fc.array(item, { maxLength: 8 }),
  resource: fc.constantFrom(0, 1, 2),
  facts: fc.record({
    bom: fc.boolean(),
    encoding: fc.constantFrom('utf-8', 'cp949'),
    lf: fc.constantFrom(0, 7),
    crlf: fc.constantFrom(0, 3),
    blank: fc.boolean(),
    canary: fc.boolean(),
    control: fc.boolean(),
    damage: fc.constantFrom(null, null, { code: 'F005' as const, byte: 40, reason: 'truncated', told: false }),
  }),
  partEnds: fc.array(fc.nat(8), { maxLength: 3 }),
  batchEnds: fc.array(fc.nat(8), { maxLength: 3 }),
});
type TestFile = typeof file extends fc.Arbitrary<infer T> ? T : never;

interface Piece {
  readonly at: { readonly split: number; readonly file: number; readonly resource: number };
  readonly start: number;
  readonly batches: readonly (readonly TestItem[])[];
  readonly report: PartReport;
}

const ends = (cuts: readonly number[], size: number): number[] =>
  [...new Set([...cuts.map((cut) => Math.min(cut, size)), size])].sort((a, b) => a - b);

/** Parts in plan order. What is known of a file is in its first part, damage in its last one. */
function pieces(files: readonly TestFile[], cut: boolean): Piece[] {
  const all: Piece[] = [];
  files.forEach(({ items, resource, facts, partEnds, batchEnds }, f) => {
    let start = 0;
    const stops = ends(cut ? partEnds : [], items.length);
    for (const stop of stops) {
      const inside = cut ? batchEnds.filter((end) => end > start && end < stop) : [];
      let from = start;
      const batches = ends(inside, stop).map((to) => {
        const batch = items.slice(from, to);
        from = to;
        return batch;
      });
      const at = { split: all.length, file: f, resource };
      const isFirst = start === 0 && stop === stops[0];
      const isLast = stop === items.length;
      const own = isFirst ? facts : { ...facts, bom: false, lf: 0, crlf: 0, canary: false, control: false };
      const report = part({ ...own, damage: isLast ? facts.damage : null }, { ...at, whole: stops.length === 1 });
      all.push({ at, start, batches, report });
      start = stop;
    }
  });
  return all;
}

function scanPiece(accumulator: Accumulator<unknown>, { at, batches, report }: Piece, reencode: boolean): unknown {
  let state = accumulator.init();
  let firstRecord = 0;
  for (const batch of batches) {
    const idMapped = at.resource !== 1;
    state = accumulator.add(state, batchOf(batch, { ...at, firstRecord, idMapped }));
    firstRecord += batch.length;
    if (reencode) state = accumulator.decode(accumulator.encode(state));
  }
  return accumulator.addPart?.(state, report) ?? state;
}

/** Merges neighbours in an order that `choices` picks. */
function mergeTree(accumulator: Accumulator<unknown>, states: readonly unknown[], choices: readonly number[]): unknown {
  const left = [...states];
  for (let k = 0; left.length > 1; k++) {
    const at = (choices[k % choices.length] ?? 0) % (left.length - 1);
    left.splice(at, 2, accumulator.merge(left[at], left[at + 1]));
  }
  return left.length === 0 ? accumulator.init() : left[0];
}

/** With places that do not depend on the cut. */
function comparable({ count, milder, drafts }: Outcome, all: readonly Piece[]): unknown {
  const absolute = ({ split, file, record }: Locator) => ({ file, record: record < 0 ? record : all[split].start + record });
  return { count, milder, drafts: drafts.map((draft) => ({ ...draft, at: draft.at && absolute(draft.at) })) };
}

describe.each(scanRules.map((rule) => ({ name: `${rule.meta.code} ${rule.meta.name}`, rule })))('$name', ({ rule }) => {
  const manifest = testManifest({ dataset: { leaderboardAnswers: 'withheld', canary: '6f1c2b1e-0000-4000-8000-000000000000' } });
  const accumulator = (keep: number) => rule.create(scanContext({ manifest, keep }));
  const files = fc.array(file, { maxLength: 4 });
  const keeps = fc.constantFrom(0, 1, 3, 1000);

  it('finds the same however the files are cut into parts and batches, and whatever is merged first', () => {
    fc.assert(
      fc.property(files, keeps, fc.array(fc.nat(20), { minLength: 1 }), fc.boolean(), (input, keep, order, reencode) => {
        const acc = accumulator(keep);
        const whole = pieces(input, false);
        const expected = acc.finish(
          whole.map((piece) => scanPiece(acc, piece, false)).reduce((a, b) => acc.merge(a, b), acc.init()),
        );
        const cut = pieces(input, true);
        const states = cut.map((piece) => scanPiece(acc, piece, reencode));
        const outcome = acc.finish(mergeTree(acc, states, order));
        expect(comparable(outcome, cut)).toEqual(comparable(expected, whole));
      }),
      { numRuns: 60 },
    );
  });

  it('counts all it finds and keeps the first of them', () => {
    fc.assert(
      fc.property(files, fc.nat(3), (input, keep) => {
        const finish = (limit: number): Outcome => {
          const acc = accumulator(limit);
          return acc.finish(
            mergeTree(
              acc,
              pieces(input, true).map((piece) => scanPiece(acc, piece, false)),
              [0],
            ),
          );
        };
        const all = finish(1000);
        expect(all.drafts).toHaveLength(all.count);
        expect(finish(keep)).toEqual({ ...all, drafts: all.drafts.slice(0, keep) });
        for (const severity of ['warning', 'note'] as const) {
          expect(all.milder?.[severity] ?? 0).toBe(all.drafts.filter((draft) => draft.severity === severity).length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is not changed by an empty neighbour', () => {
    fc.assert(
      fc.property(file, (input) => {
        const acc = accumulator(100);
        const state = () =>
          mergeTree(
            acc,
            pieces([input], true).map((piece) => scanPiece(acc, piece, false)),
            [0],
          );
        expect(acc.finish(acc.merge(acc.init(), state()))).toEqual(acc.finish(state()));
        expect(acc.finish(acc.merge(state(), acc.init()))).toEqual(acc.finish(state()));
      }),
      { numRuns: 40 },
    );
  });
});
