import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { childrenOf } from './nodes.js';
import { jamoOf, normalText, PARITY_WORDS, plainSketch } from './normal-text.js';
import { appendJson } from './parse-json.js';
import { createSketcher } from './sketch.js';
import { createTape } from './tape.js';

const shape = { n: 5, rows: 6, bands: 18 };
const words = PARITY_WORDS + shape.bands;
const machines = [wasmMemory(), plainMemory()].flatMap((memory) =>
  memory === null ? [] : [{ tape: createTape(16, memory), sketcher: createSketcher(memory, shape) }],
);

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'가나다라마힣사과는몇개인가 abcXYZ019.,?!·「」①⑨$+<^`|~漢字ひカ\n"\\/') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom('ㄱ', 'ㅏ', 'ⓐ', 'É', 'ﬁ', '！', '\u2017', '\u3000', '한', '😀', '\u00a0') },
);
const text = fc.array(character, { maxLength: 120 }).map((pieces) => pieces.join(''));

describe('normal text', () => {
  it('keeps letters, digits and symbols, whatever their width and case', () => {
    expect(normalText(' Ｑ１. 「한글」은 \u1112\u1161\u11ab글?! ⅣA+b=3\u200b')).toBe('q1한글은한글iva+b=3');
  });

  it('is told of every single character as Unicode tells it, by bytes alone or not', () => {
    const points = Array.from({ length: 0x10000 }, (_, k) => k).filter((k) => k < 0xd800 || k > 0xdfff);
    for (const { tape, sketcher } of machines) {
      for (let at = 0; at < points.length; at += 64) {
        const some = points.slice(at, at + 64).map((point) => String.fromCodePoint(point));
        const root = appendJson(tape, JSON.stringify(some));
        for (const [k, node] of childrenOf(tape, root).entries()) {
          expect(sketcher.take(tape, [node])).toBe(normalText(some[k] as string).length);
        }
      }
    }
  });
});

describe('jamo', () => {
  it('are those of the decomposed syllables', () => {
    fc.assert(
      fc.property(text, (given) => {
        const normal = normalText(given);
        expect(jamoOf(normal)).toBe([...normal].map((c) => (/[가-힣]/.test(c) ? c.normalize('NFD') : c)).join(''));
      }),
    );
  });
});

it('makes the same sketch of a text in WebAssembly as in plain TypeScript, cut into strings or not', () => {
  expect(machines).toHaveLength(2);
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), fc.boolean(), (texts, asJamo) => {
      const normal = texts.map((one) => normalText(one)).join('');
      const expected = new Int32Array(words);
      const count = plainSketch(asJamo ? jamoOf(normal) : normal, shape, expected, 0);
      for (const { tape, sketcher } of machines) {
        const [parity, keys] = [new Int32Array(PARITY_WORDS + 3), new Int32Array(words - PARITY_WORDS + 1)];
        expect(sketcher.take(tape, childrenOf(tape, appendJson(tape, JSON.stringify(texts))))).toBe(normal.length);
        expect(sketcher.write(asJamo, parity, 3, keys, 1)).toBe(count);
        if (count > 0) expect([...parity.subarray(3), ...keys.subarray(1)]).toEqual([...expected]);
      }
    }),
    { numRuns: 2000 },
  );
});

it('compares the beginning of what is very long', () => {
  const long = Array.from({ length: 70_000 }, (_, k) => String.fromCharCode(0xac00 + ((k * 7919) % 11_172))).join('');
  const counts = machines.map(({ tape, sketcher }) => {
    const found = new Int32Array(words);
    expect(sketcher.take(tape, childrenOf(tape, appendJson(tape, JSON.stringify([long]))))).toBe(65_536);
    return [sketcher.write(false, found, 0, found, PARITY_WORDS), ...found];
  });
  expect(counts[1]).toEqual(counts[0]);
});

it('has parity bits that tell how many grams differ, and keys of which some stay equal', () => {
  const sentence = Array.from({ length: 200 }, (_, k) => String.fromCharCode(0xac00 + ((k * 7919) % 11_172))).join('');
  const edited = `${sentence.slice(0, 100)}값${sentence.slice(101)}`;
  const sketches = [sentence, edited].map((given) => {
    const out = new Int32Array(words);
    expect(plainSketch(given, shape, out, 0)).toBe(196);
    return out;
  });
  const bits = (word: number): number => word.toString(2).replaceAll('0', '').length;
  const [a, b] = sketches as [Int32Array, Int32Array];
  const differing = [...a.subarray(0, PARITY_WORDS)].reduce((sum, word, k) => sum + bits((word ^ (b[k] as number)) >>> 0), 0);
  // Five grams of each side differ; two of them may have flipped the same bit.
  expect([10, 8, 6]).toContain(differing);
  expect([...a.subarray(PARITY_WORDS)].filter((key, k) => key === b[PARITY_WORDS + k]).length).toBeGreaterThan(8);
});
