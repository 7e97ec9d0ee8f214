import { endOf, Kind, keyRunOf, kindOf, nextOf, STRIDE, startOf, type Tape, textOf } from '@jatdae/kernel';

/**
 * The keys of an object in the order last seen. Records of a file mostly share one, so that a member is found by its place and
 * a key is compared once, never searched.
 */
interface Shape {
  /** source bytes of every key */
  readonly keys: readonly Uint8Array[];
  /** place of each looked-up key among the members, -1 where it is missing; the last of equal keys */
  readonly slot: Int32Array;
  /** places of members that nobody looks up */
  readonly others: readonly number[];
}

interface Run {
  loads: number;
  run: number;
  shape: Shape | null;
}

/** Finds fixed keys in objects, adapting to the orders it sees. */
export interface ShapeFinder {
  /**
   * Values of the looked-up keys of an object, in the order of `keys`, -1 where missing. The array is reused by the next call.
   * `others` then gives the values of all other members.
   */
  find(tape: Tape, object: number): Int32Array;
  others(): readonly number[];
}

const SHAPES = 32;
const NONE: readonly number[] = [];

export function createShapeFinder(keys: readonly string[]): ShapeFinder {
  const shapes: Shape[] = [];
  const found = new Int32Array(keys.length);
  let values = new Int32Array(64);
  let last: Shape | null = null;
  /** what is known of the records of a run */
  const known: Run = { loads: 0, run: 0, shape: null };

  function read(tape: Tape, object: number, shape: Shape): boolean {
    const end = nextOf(tape, object);
    let name = object + STRIDE;
    let k = 0;
    for (; name < end; k++) {
      const key = shape.keys[k];
      if (key === undefined || !sameBytes(tape, name, key)) return false;
      const value = name + STRIDE;
      values[k] = value;
      name = nextOf(tape, value);
    }
    return k === shape.keys.length;
  }

  /** The keys of a record whose run was seen are not compared again. */
  function shapeInRun(tape: Tape, object: number): Shape {
    const run = keyRunOf(tape, object);
    if (run === 0) return shapeOf(tape, object);
    if (run === known.run && tape.loads === known.loads && known.shape !== null) {
      walk(tape, object, known.shape.keys.length);
      return known.shape;
    }
    known.shape = shapeOf(tape, object);
    known.run = run;
    known.loads = tape.loads;
    return known.shape;
  }

  function walk(tape: Tape, object: number, count: number): void {
    let value = object + 2 * STRIDE;
    for (let k = 0; k < count; k++) {
      values[k] = value;
      value = nextOf(tape, value) + STRIDE;
    }
  }

  function shapeOf(tape: Tape, object: number): Shape {
    for (let s = 0; s < shapes.length; s++) {
      const shape = shapes[s] as Shape;
      if (!read(tape, object, shape)) continue;
      if (s > 0) {
        shapes[s] = shapes[0] as Shape;
        shapes[0] = shape;
      }
      return shape;
    }
    const shape = learn(tape, object, keys);
    if (shape.keys.length > values.length) values = new Int32Array(shape.keys.length * 2);
    read(tape, object, shape);
    if (shapes.length === SHAPES) shapes.pop();
    shapes.unshift(shape);
    return shape;
  }

  return {
    find(tape, object) {
      last = null;
      if (kindOf(tape, object) !== Kind.Object) return found.fill(-1);
      const shape = shapeInRun(tape, object);
      for (let k = 0; k < keys.length; k++) {
        const slot = shape.slot[k] as number;
        found[k] = slot < 0 ? -1 : (values[slot] as number);
      }
      last = shape;
      return found;
    },
    others() {
      if (last === null || last.others.length === 0) return NONE;
      return last.others.map((slot) => values[slot] as number);
    },
  };
}

function sameBytes(tape: Tape, name: number, key: Uint8Array): boolean {
  const start = startOf(tape, name);
  if (endOf(tape, name) - start !== key.length) return false;
  const { bytes } = tape;
  for (let p = 0; p < key.length; p++) if (bytes[start + p] !== key[p]) return false;
  return true;
}

function learn(tape: Tape, object: number, lookedUp: readonly string[]): Shape {
  const keys: Uint8Array[] = [];
  const place = new Map<string, number>();
  const end = nextOf(tape, object);
  for (let name = object + STRIDE; name < end; name = nextOf(tape, name + STRIDE)) {
    place.set(textOf(tape, name), keys.length);
    keys.push(tape.bytes.slice(startOf(tape, name), endOf(tape, name)));
  }
  const slot = Int32Array.from(lookedUp, (key) => place.get(key) ?? -1);
  const taken = new Set(lookedUp);
  return { keys, slot, others: [...place].filter(([key]) => !taken.has(key)).map(([, k]) => k) };
}
