import { allocate, type ByteMemory } from './byte-memory.js';
import { codePointsOf, kindOf } from './nodes.js';
import { Kind, type Tape } from './tape.js';

/** Measures many strings of a tape at once. */
export interface LengthMeter {
  /**
   * Unicode code points of the strings at the first `count` nodes of `list`, -1 where a node is none or no string. The array is reused by
   * the next call.
   */
  measure(tape: Tape, list: Int32Array, count: number): Int32Array;
}

/** One call into WebAssembly for all strings where the tape's memory can; the same in TypeScript elsewhere. */
export function createLengthMeter(): LengthMeter {
  let memory: ByteMemory | null = null;
  let room = 0;
  let at = 0;
  let found = new Int32Array(1024);

  function takeRoom(wanted: ByteMemory, count: number): void {
    if (found.length < count) found = new Int32Array(count * 2);
    if (memory === wanted && room >= count) return;
    memory = wanted;
    room = Math.max(1024, count * 2);
    at = allocate(wanted, room * 8);
  }

  return {
    measure(tape, list, count) {
      takeRoom(tape.memory, count);
      const { kernels } = tape.memory;
      if (kernels === null) {
        for (let k = 0; k < count; k++) found[k] = lengthOf(tape, list[k] as number);
        return found;
      }
      const out = at + room * 4;
      new Int32Array(tape.memory.buffer, at, count).set(list.subarray(0, count));
      kernels.lengths(tape.marks.bytesAt, tape.nodesAt, at, count, out);
      found.set(new Int32Array(tape.memory.buffer, out, count));
      for (let k = 0; k < count; k++) if (found[k] === ESCAPES) found[k] = codePointsOf(tape, list[k] as number);
      return found;
    },
  };
}

/** What WebAssembly says of a string with \u escapes, which it does not count. */
const ESCAPES = -2;

const lengthOf = (tape: Tape, node: number): number =>
  node >= 0 && kindOf(tape, node) === Kind.String ? codePointsOf(tape, node) : -1;
