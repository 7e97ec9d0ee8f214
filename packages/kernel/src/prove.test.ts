import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { appendJson } from './parse-json.js';
import { ADDITIONAL, CLOSED, hashName, OBJECT, OPEN, Op, ORDER_WORDS, WHOLE } from './program.js';
import { createProver } from './prove.js';
import { createTape, Kind } from './tape.js';

const wasm = wasmMemory();
const encoder = new TextEncoder();

/** A block of a program: adds itself to the words and gives its index. */
type Block = (words: number[]) => number;

const double = (value: number): number[] => [...new Int32Array(Float64Array.of(value).buffer)];

const instruction =
  (op: number, args: (words: number[]) => number[]): Block =>
  (words) => {
    const found = args(words);
    words.push(op, words.length + 2 + found.length, ...found, Op.End);
    return words.length - 3 - found.length;
  };

function addText(words: number[], text: string): [number, number] {
  const bytes = encoder.encode(text);
  const padded = new Uint8Array((bytes.length + 3) & ~3);
  padded.set(bytes);
  words.push(...new Int32Array(padded.buffer));
  return [(words.length - padded.length / 4) * 4, bytes.length];
}

const TEXTS = ['a', 'b', '가', 'long enough for a block of sixteen', 'long enough for a block of seventy'];
const textChoice = fc.constantFrom(...TEXTS);
const count = fc.nat({ max: 3 });
const number = fc.constantFrom(-1, 0, 0.5, 1, 3, 10);

const leaf: fc.Arbitrary<Block> = fc.oneof(
  fc.nat({ max: 127 }).map((mask) => instruction(Op.Kinds, () => [mask | WHOLE])),
  fc.tuple(count, fc.nat({ max: 40 })).map(([min, max]) => instruction(Op.Length, () => [min, max])),
  fc.tuple(number, number, number, number).map((bounds) => instruction(Op.Range, () => bounds.flatMap(double))),
  fc.constantFrom(0.1, 0.5, 2, 3).map((divisor) => instruction(Op.Multiple, () => double(divisor))),
  fc.tuple(fc.nat({ max: 7 }), fc.subarray([0, 1, 0.5]), fc.subarray(TEXTS), fc.boolean()).map(([mask, numbers, texts, other]) =>
    instruction(Op.Enum, (words) => {
      const written = texts.map((text) => addText(words, text));
      return [mask, Number(other), numbers.length, texts.length, ...numbers.flatMap(double), ...written.flat()];
    }),
  ),
  fc.constant(instruction(Op.Unique, () => [])),
  fc.constantFrom(Op.Never, Op.Unknown).map((op) => instruction(op, () => [])),
);

interface Members {
  readonly names: readonly string[];
  readonly blocks: readonly (Block | null)[];
  readonly required: number;
  readonly additional: Block | typeof OPEN | typeof CLOSED;
  readonly least: number;
  readonly dependent: readonly [number, number] | null;
}

function addObject(words: number[], { names, blocks, required, additional, least, dependent }: Members): number[] {
  const args = new Array<number>(OBJECT.size).fill(0);
  const place = (added: readonly number[]): number => words.push(...added) - added.length;
  const table = new Array<number>(8).fill(-1);
  const entries = names.map((name, k) => {
    const text = addText(words, name);
    const bytes = encoder.encode(name);
    let slot = hashName(bytes, 0, bytes.length) & 7;
    while (table[slot] !== -1) slot = (slot + 1) & 7;
    table[slot] = k;
    return [...text, blocks[k]?.(words) ?? ADDITIONAL];
  });
  args[OBJECT.required] = required & ((1 << names.length) - 1);
  args[OBJECT.additional] = typeof additional === 'number' ? additional : additional(words);
  args[OBJECT.propertyNames] = -1;
  args[OBJECT.table] = place(table);
  args[OBJECT.tableMask] = 7;
  args[OBJECT.names] = place(entries.flat());
  args[OBJECT.order] = place(new Array<number>(ORDER_WORDS).fill(-1));
  args[OBJECT.dependents] = dependent === null ? 0 : 1;
  args[OBJECT.dependents + 1] = place(dependent === null ? [] : [dependent[0], dependent[1], 0, -1]);
  args[OBJECT.least] = least;
  args[OBJECT.most] = least + 2;
  return args;
}

const block = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    leaf,
    fc
      .tuple(count, tie('block'), fc.array(tie('block'), { maxLength: 2 }))
      .map(([min, items, leading]) =>
        instruction(Op.Array, (words) => [min, min + 2, items(words), leading.length, ...leading.map((first) => first(words))]),
      ),
    fc.tuple(tie('block'), count).map(([inner, min]) => instruction(Op.Contains, (words) => [inner(words), min, min + 1])),
    fc
      .tuple(fc.constantFrom(Op.Any, Op.One), fc.array(tie('block'), { minLength: 1, maxLength: 3 }))
      .map(([op, list]) => instruction(op, (words) => [list.length, ...list.map((inner) => inner(words))])),
    tie('block').map((inner) => instruction(Op.Not, (words) => [inner(words)])),
    fc
      .tuple(tie('block'), tie('block'), tie('block'))
      .map((three) => instruction(Op.If, (words) => three.map((inner) => inner(words)))),
    fc
      .record<Members>({
        names: fc.subarray(['a', 'b', '가', 'a name of some length']),
        blocks: fc.array(fc.option(tie('block')), { minLength: 4, maxLength: 4 }),
        required: fc.nat({ max: 15 }),
        additional: fc.oneof(fc.constantFrom<typeof OPEN | typeof CLOSED>(OPEN, CLOSED), tie('block')),
        least: count,
        dependent: fc.option(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 15 }))),
      })
      .map((members) => instruction(Op.Object, (words) => addObject(words, members))),
  ),
})).block;

const scalar = fc.oneof(
  fc.constantFrom('null', 'true', 'false', '""', '"\\uac00"', '"\\ud83d"', '"\\ud83d\\ude00\\n"', '"\\u0061"'),
  textChoice.map((text) => `"${text}"`),
  fc.constantFrom('0', '1', '1.0', '5e-1', '-1', '0.3', '0.30000000000000004', '12345678901234567890', '1e300', '3e+0', '1E1'),
);
const json = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }).map((elements) => `[${elements.join()}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '가', '\\u0061', 'a name of some length'), tie('value')), { maxLength: 5 })
      .map((members) => `{${members.map(([name, value]) => `"${name}":${value}`).join()}}`),
  ),
})).value;

it.skipIf(wasm === null)('runs any program as the plain one does', () => {
  if (wasm === null) return;
  let proved = 0;
  fc.assert(
    fc.property(block, fc.array(json, { minLength: 1, maxLength: 10 }), fc.boolean(), (whole, texts, absent) => {
      const words: number[] = [];
      const at = whole(words);
      const [found, expected] = [wasm, plainMemory()].map((memory) => {
        const tape = createTape(256, memory);
        const list = Int32Array.from([-1, ...texts.map((text) => appendJson(tape, text))]);
        return [...createProver(Int32Array.from(words), memory).prove(tape, at, list, list.length, absent)];
      });
      expect(found).toEqual(expected);
      proved += found?.filter((one) => one === 1).length ?? 0;
    }),
    { numRuns: 1500 },
  );
  expect(proved).toBeGreaterThan(1000);
});

it.each([
  ['plain TypeScript', plainMemory()],
  ['WebAssembly', wasm],
])('%s answers for values that are not there, and for many', (_, memory) => {
  if (memory === null) return;
  const tape = createTape(16, memory);
  const program = Int32Array.from([Op.Kinds, 3, 1 << Kind.String, Op.End]);
  const prover = createProver(program, memory);
  const list = Int32Array.from({ length: 5000 }, (__, k) => (k % 3 === 0 ? -1 : appendJson(tape, k % 3 === 1 ? '"a"' : '1')));
  const expected = (absent: number): number[] => Array.from(list, (__, k) => [absent, 1, 0][k % 3] as number);
  expect([...prover.prove(tape, 0, list, list.length, true)]).toEqual(expected(1));
  expect([...prover.prove(tape, 0, list, list.length, false)]).toEqual(expected(0));
});
