import {
  endOf,
  flagsOf,
  hashName,
  Kind,
  keyRunOf,
  kindOf,
  nextOf,
  STRIDE,
  startOf,
  type Tape,
  TextFlag,
  textOf,
} from '@jatdae/kernel';

/** Finds fixed keys in objects, in whatever order they stand. */
export interface ShapeFinder {
  /**
   * Values of the looked-up keys of an object, in the order of `keys`, -1 where missing; the last of equal keys counts. The array is
   * reused by the next call.
   */
  find(tape: Tape, object: number): Int32Array;
}

/** Members whose keys are remembered by their place. */
const PLACES = 64;
/** Of a place: no member has been seen there, or one that nobody looks up. */
const FRESH = -2;
const OTHER = -1;

export function createShapeFinder(keys: readonly string[]): ShapeFinder {
  const names = createNames(keys);
  const found = new Int32Array(keys.length);
  /** the key last seen at each place, as its number among the looked-up ones: records of a file mostly share an order */
  const places = new Int32Array(PLACES).fill(FRESH);
  /** the places tell of the records of this run, whose keys need no look */
  const known = { loads: 0, run: 0 };

  function numberAt(tape: Tape, name: number, place: number): number {
    const last = place < PLACES ? (places[place] as number) : FRESH;
    if (last >= 0 && names.is(last, tape, name)) return last;
    const number = names.numberOf(tape, name);
    if (place < PLACES) places[place] = number;
    return number;
  }

  return {
    find(tape, object) {
      found.fill(-1);
      if (kindOf(tape, object) !== Kind.Object) return found;
      const run = keyRunOf(tape, object);
      const inRun = run !== 0 && run === known.run && tape.loads === known.loads;
      const end = nextOf(tape, object);
      let place = 0;
      for (let name = object + STRIDE; name < end; place++) {
        const number = inRun && place < PLACES ? (places[place] as number) : numberAt(tape, name, place);
        const value = name + STRIDE;
        if (number >= 0) found[number] = value;
        name = nextOf(tape, value);
      }
      known.run = run;
      known.loads = tape.loads;
      return found;
    },
  };
}

interface Names {
  is(number: number, tape: Tape, name: number): boolean;
  /** Number of the key at a node, OTHER where it is none of them. */
  numberOf(tape: Tape, name: number): number;
}

/** Keys by the hash of their bytes. */
function createNames(keys: readonly string[]): Names {
  const encoder = new TextEncoder();
  const bytesOf = keys.map((key) => encoder.encode(key));
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const byHash = new Map<number, number[]>();
  bytesOf.forEach((bytes, number) => {
    const hash = hashName(bytes, 0, bytes.length);
    byHash.set(hash, [...(byHash.get(hash) ?? []), number]);
  });

  function is(number: number, tape: Tape, name: number): boolean {
    const bytes = bytesOf[number] as Uint8Array;
    const start = startOf(tape, name);
    if (endOf(tape, name) - start !== bytes.length) return false;
    for (let p = 0; p < bytes.length; p++) if (tape.bytes[start + p] !== bytes[p]) return false;
    return true;
  }

  return {
    is,
    numberOf(tape, name) {
      if ((flagsOf(tape, name) & TextFlag.Escaped) !== 0) return numbers.get(textOf(tape, name)) ?? OTHER;
      const start = startOf(tape, name);
      const alike = byHash.get(hashName(tape.bytes, start, endOf(tape, name) - start)) ?? [];
      return alike.find((number) => is(number, tape, name)) ?? OTHER;
    },
  };
}
