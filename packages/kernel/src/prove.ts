import { allocate, type ByteMemory, type Kernels } from './byte-memory.js';
import { check, createRun } from './plain-prover.js';
import { type Program, Verdict } from './program.js';
import type { Tape } from './tape.js';

/** Runs a program over many values. */
export interface Prover {
  /**
   * For the first `count` nodes of `list`: 1 where the value at the node is proved to satisfy the block, else 0; `absent` where the list
   * has none (a negative number). The array is reused by the next call.
   */
  prove(tape: Tape, block: number, list: Int32Array, count: number, absent: boolean): Uint8Array;
}

/** One call into WebAssembly for all values where the memory, which is that of the tapes to come, can; the same in TypeScript elsewhere. */
export function createProver(program: Program, memory: ByteMemory): Prover {
  const prove = memory.kernels?.prove;
  return prove === undefined ? createPlainProver(program) : createKernelProver(program, memory, prove);
}

function createKernelProver(program: Program, memory: ByteMemory, prove: Kernels['prove']): Prover {
  const programAt = allocate(memory, program.length * 4);
  new Int32Array(memory.buffer, programAt, program.length).set(program);
  let room = 0;
  let listAt = 0;
  return {
    prove(tape, block, list, count, absent) {
      if (room < count) {
        room = Math.max(1024, count * 2);
        listAt = allocate(memory, room * 5);
      }
      const out = listAt + room * 4;
      new Int32Array(memory.buffer, listAt, count).set(list.subarray(0, count));
      prove(programAt, block, tape.marks.bytesAt, tape.nodesAt, listAt, count, Number(absent), out);
      return new Uint8Array(memory.buffer, out, count);
    },
  };
}

function createPlainProver(source: Program): Prover {
  const run = createRun(source.slice());
  let proved = new Uint8Array(1024);
  return {
    prove(tape, block, list, count, absent) {
      if (proved.length < count) proved = new Uint8Array(count * 2);
      for (let k = 0; k < count; k++) {
        const node = list[k] as number;
        proved[k] = Number(node < 0 ? absent : check(run, tape, block, node) === Verdict.Valid);
      }
      return proved.subarray(0, count);
    },
  };
}
