import { createRecordParser, createTape, loadTape, wasmMemory } from '@jatdae/kernel';
import { compileSchema } from '@jatdae/schema';
import { expect, it } from 'vitest';
import { createRandom, MUTATED_SCHEMA, mutatedRecord } from '../testing/mutated.js';
import { createRecogniser } from './recogniser.js';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const RECORDS = 100_000;
const BATCH = 1000;
const wasm = wasmMemory();

it.each([
  ['plain TypeScript', createTape(16)],
  ['WebAssembly', wasm === null ? null : createTape(16, wasm)],
])(
  '%s proves none of 100,000 mutated records that JSON.parse or ajv refuses, and many that they accept',
  async (_, tape) => {
    if (tape === null) return;
    const compiled = await compileSchema(MUTATED_SCHEMA);
    if (!compiled.ok) throw new Error(compiled.message.en);
    const parser = createRecordParser(tape.memory);
    const recogniser = createRecogniser([MUTATED_SCHEMA], tape.memory);
    const random = createRandom(20241120);
    const counts = { valid: 0, proved: 0, refused: 0 };
    for (let done = 0; done < RECORDS; done += BATCH) {
      const texts = Array.from({ length: BATCH }, () => mutatedRecord(random));
      const ends = Int32Array.from({ length: BATCH });
      const starts = Int32Array.from({ length: BATCH });
      const bytes = Buffer.from(`${texts.join('\n')}\n`);
      texts.reduce((at, text, i) => {
        starts[i] = at;
        ends[i] = at + Buffer.byteLength(text);
        return (ends[i] as number) + 1;
      }, 0);
      loadTape(tape, bytes);
      const root = new Int32Array(BATCH);
      parser.parse(tape, { size: BATCH, start: starts, end: ends }, 512, root, new Uint16Array(BATCH));
      const proofs = recogniser.prove(tape, 0, root, BATCH, false);
      texts.forEach((text, i) => {
        const value = parsed(text);
        const node = root[i] as number;
        if (node >= 0 !== (value !== undefined)) expect([text, node >= 0]).toEqual([text, value !== undefined]);
        const isValid = value !== undefined && compiled.check(value).length === 0;
        const isProved = proofs[i] === 1;
        if (isProved && !isValid) expect([text, isProved]).toEqual([text, isValid]);
        counts.valid += Number(isValid);
        counts.proved += Number(isProved);
        counts.refused += Number(!isValid);
      });
    }
    expect(counts.refused).toBeGreaterThan(RECORDS / 3);
    expect(counts.valid).toBeGreaterThan(RECORDS / 20);
    expect(counts.proved).toBeGreaterThan(counts.valid / 2);
  },
  120_000,
);
