import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainMemory, wasmMemory } from './byte-memory.js';
import { reserve } from './fingerprint.js';
import { bytesOf, keyRunOf, kindOf, nextOf } from './nodes.js';
import { createRecordParser } from './records.js';
import { createTape, Kind, loadTape, STRIDE, type Tape } from './tape.js';

const wasm = wasmMemory();
/** One for all runs: a module's memory is dear. */
const inWasm = wasm === null ? null : { tape: createTape(16, wasm), parser: createRecordParser(wasm) };
const plain = plainMemory();
const inPlain = { tape: createTape(16, plain), parser: createRecordParser(plain) };

interface Parsed {
  readonly parsed: { readonly roots: number[]; readonly flags: number[]; readonly nodes: number[] };
  readonly runs: number[];
  /** the keys of each record as they are written */
  readonly keys: string[];
}

function keysOf(tape: Tape, node: number): string {
  if (node < 0 || kindOf(tape, node) !== Kind.Object) return '';
  const keys: string[] = [];
  for (let key = node + STRIDE; key < nextOf(tape, node); key = nextOf(tape, key + STRIDE)) {
    keys.push(Buffer.from(bytesOf(tape, key)).toString('latin1'));
  }
  return JSON.stringify(keys);
}

/** The records one after another in one buffer, with a byte between them. */
function parse({ tape, parser }: typeof inPlain, records: readonly Uint8Array[], depth: number): Parsed {
  const start = new Int32Array(records.length);
  const end = new Int32Array(records.length);
  const bytes = new Uint8Array(records.reduce((sum, record) => sum + record.length + 1, 0)).fill(0x0a);
  let at = 0;
  records.forEach((record, i) => {
    bytes.set(record, at);
    start[i] = at;
    at += record.length;
    end[i] = at++;
  });
  loadTape(tape, bytes);
  const root = new Int32Array(records.length);
  const flags = new Uint16Array(records.length);
  parser.parse(tape, { size: records.length, start, end }, depth, root, flags);
  const nodes = [...tape.nodes.subarray(0, tape.length)];
  const runs = [...root].map((node) => (node >= 0 && kindOf(tape, node) === Kind.Object ? keyRunOf(tape, node) : -1));
  // The runs are what only WebAssembly tells.
  root.forEach((node, i) => {
    if ((runs[i] as number) >= 0) nodes[node] = Kind.Object;
  });
  return { parsed: { roots: [...root], flags: [...flags], nodes }, runs, keys: [...root].map((node) => keysOf(tape, node)) };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const mutated = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'{}[],:"\\u0eE+-.12tfn \n\u0000\u0001가\u1100\u00e9\uf000')), {
      maxLength: 3,
    }),
  )
  .map(([json, edits]) => {
    const units = [...json];
    for (const [at, unit] of edits) units.splice(at % (units.length + 1), at % 2, unit);
    return encode(units.join(''));
  });

it.skipIf(inWasm === null)('parses any records in WebAssembly as in TypeScript, node by node', () => {
  if (inWasm === null) return;
  fc.assert(
    fc.property(fc.array(mutated, { maxLength: 8 }), fc.constantFrom(1, 3, 512), (records, depth) => {
      expect(parse(inWasm, records, depth).parsed).toEqual(parse(inPlain, records, depth).parsed);
    }),
    { numRuns: 3000 },
  );
});

it.skipIf(inWasm === null)('goes on where it was when the room for nodes has to grow', () => {
  const memory = wasmMemory();
  if (memory === null) return;
  const parts = { tape: createTape(16, memory), parser: createRecordParser(memory) };
  const records = Array.from({ length: 40 }, (_, i) => encode(`{"a":[${'1,'.repeat(i * 100)}"가  나"]}`));
  for (const list of [records, [...records].reverse()]) {
    const { parsed, runs } = parse(parts, list, 512);
    expect(parsed).toEqual(parse(inPlain, list, 512).parsed);
    expect(new Set(runs).size).toBe(1);
    expect(parsed.roots.every((root) => root >= 0)).toBe(true);
  }
});

it('finds records that are none beside those that are some', () => {
  const records = ['{"a":1}', '{"a":', '', '["\\ud800"]', '{"a":1}x'].map(encode);
  for (const parts of [inPlain, inWasm]) {
    if (parts === null) continue;
    expect(parse(parts, records, 512).parsed.roots.map((root) => root >= 0)).toEqual([true, false, false, true, false]);
  }
});

const keyed = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'long key of many bytes', 'long key of many bytez', '\\u0061', ''),
      fc.constantFrom('1', '[{"a":2}]', '{"b":{}}'),
    ),
    {
      maxLength: 4,
    },
  )
  .map((members) => encode(`{${members.map(([key, value]) => `"${key}":${value}`).join(',')}}`));

it.skipIf(inWasm === null)('gives one number to records that follow each other with the same keys, and to no others', () => {
  if (inWasm === null) return;
  const records = fc.array(fc.oneof(keyed, fc.constantFrom('[]', 'x').map(encode)), { maxLength: 12 });
  fc.assert(
    fc.property(records, (list) => {
      const { runs, keys } = parse(inWasm, list, 512);
      const objects = runs.flatMap((run, i) => (run < 0 ? [] : [{ run, keys: keys[i] }]));
      objects.forEach(({ run, keys: own }, k) => {
        expect(run).toBeGreaterThan(0);
        const before = objects[k - 1];
        if (before !== undefined) expect(run === before.run).toBe(own === before.keys);
      });
      const keysOfRun = new Map(objects.map(({ run, keys: own }) => [run, own]));
      for (const { run, keys: own } of objects) expect(keysOfRun.get(run)).toBe(own);
    }),
    { numRuns: 1000 },
  );
});

it.each([
  ['plain TypeScript', plainMemory()],
  ['WebAssembly', wasmMemory()],
])('%s keeps what was loaded where the memory is replaced for something else', (_, memory) => {
  if (memory === null) return;
  const tape = createTape(16, memory);
  const bytes = new Uint8Array(300_000).fill(0x20).fill(0x31, 0, 200_000);
  loadTape(tape, bytes);
  reserve(tape.sink, 1 << 20);
  reserve(tape.sink, 1 << 22);
  expect(tape.bytes.subarray(0, tape.used)).toEqual(bytes);
  expect(tape.sink.bytes.length).toBeGreaterThanOrEqual(1 << 22);
});

const suite = new URL('../../../../shared/data/JSONTestSuite/test_parsing/', import.meta.url);

it.skipIf(!existsSync(suite) || inWasm === null)('parses every file of JSONTestSuite in WebAssembly as in TypeScript', () => {
  if (inWasm === null) return;
  const files = readdirSync(suite).map((name) => readFileSync(new URL(encodeURIComponent(name), suite)));
  expect(files.length).toBeGreaterThan(250);
  expect(parse(inWasm, files, 512).parsed).toEqual(parse(inPlain, files, 512).parsed);
});
