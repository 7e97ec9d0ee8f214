import { KEYED_BINS } from '@jatdae/kernel';
import { BLOCK_ITEMS, COUNT_BYTES, PRINT_BYTES, type SketchKind } from './key-format.js';

/** A block that is being filled (key-format.ts). */
export interface KeyBlock {
  readonly items: number;
  readonly isFull: boolean;
  /** @param record from 1, in the file @param print PRINT_BYTES of the whole item */
  addItem(path: string, record: number, print: Uint8Array): void;
  /** Of the item that was added last. */
  setText(print: Uint8Array): void;
  /** Likewise; `write` gets room for KEYED_BINS bytes. */
  addSketch(kind: SketchKind, write: (out: Uint8Array, at: number) => void): void;
  /** The block's bytes, without what nobody added; it is empty then. */
  take(): Uint8Array;
}

export function createKeyBlock(): KeyBlock {
  const files = new Uint32Array(BLOCK_ITEMS);
  const records = new Uint32Array(BLOCK_ITEMS);
  const prints = new Uint8Array(BLOCK_ITEMS * PRINT_BYTES);
  const texts = new Uint8Array(BLOCK_ITEMS * PRINT_BYTES);
  const sketches = { syllables: createSketches(), jamo: createSketches() };
  const names = new Map<string, number>();
  let items = 0;

  function take(): Uint8Array {
    const { syllables, jamo } = sketches;
    const nameBytes = Buffer.from(JSON.stringify([...names.keys()]));
    const counts = Buffer.alloc(COUNT_BYTES);
    [items, syllables.count, jamo.count, nameBytes.length].forEach((count, k) => {
      counts.writeUInt32LE(count, k * 4);
    });
    const bytes = Buffer.concat([
      counts,
      nameBytes,
      littleEndian(files, items),
      littleEndian(records, items),
      prints.subarray(0, items * PRINT_BYTES),
      texts.subarray(0, items * PRINT_BYTES),
      ...[syllables, jamo].flatMap(({ of, bins, count }) => [littleEndian(of, count), bins.subarray(0, count * KEYED_BINS)]),
    ]);
    for (const kind of [syllables, jamo]) kind.count = 0;
    texts.fill(0);
    names.clear();
    items = 0;
    return bytes;
  }

  return {
    get items() {
      return items;
    },
    get isFull() {
      return items === BLOCK_ITEMS;
    },
    addItem(path, record, print) {
      const file = names.get(path) ?? names.size;
      names.set(path, file);
      files[items] = file;
      records[items] = record;
      prints.set(print, items * PRINT_BYTES);
      items += 1;
    },
    setText(print) {
      texts.set(print, (items - 1) * PRINT_BYTES);
    },
    addSketch(kind, write) {
      const into = sketches[kind];
      into.of[into.count] = items - 1;
      write(into.bins, into.count * KEYED_BINS);
      into.count += 1;
    },
    take,
  };
}

interface Sketches {
  readonly of: Uint32Array;
  readonly bins: Uint8Array;
  count: number;
}

const createSketches = (): Sketches => ({
  of: new Uint32Array(BLOCK_ITEMS),
  bins: new Uint8Array(BLOCK_ITEMS * KEYED_BINS),
  count: 0,
});

function littleEndian(values: Uint32Array, count: number): Uint8Array {
  const bytes = Buffer.alloc(count * 4);
  for (let k = 0; k < count; k++) bytes.writeUInt32LE(values[k] as number, k * 4);
  return bytes;
}
