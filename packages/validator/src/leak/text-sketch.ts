import { fullBins, jamoOf } from '@jatdae/kernel';
import type { NearOptions } from '@jatdae/rules';
import { bandsFor } from '../similar/settings.js';
import { jamoUpTo } from '../similar/sketches.js';

/** Sketches of a text: one byte a bin, of its syllables and, where it is short, of its jamo. */
export interface TextSketch {
  readonly syllables: Uint8Array | null;
  readonly jamo: Uint8Array | null;
}

/** @param hashOf an unsigned 32-bit hash of a gram */
export function sketchText(text: string, { n, least, jamo, jaccard }: NearOptions, hashOf: (gram: string) => number): TextSketch {
  const sketch = (given: string): Uint8Array => {
    const grams = new Set<number>();
    for (let k = 0; k + n <= given.length; k++) grams.add(hashOf(given.slice(k, k + n)));
    return Uint8Array.from(fullBins(grams), (bin) => bin & 0xff);
  };
  if (text.length < least) return { syllables: null, jamo: null };
  return {
    syllables: text.length < jamo ? null : sketch(text),
    jamo: text.length < jamoUpTo(jamo, jaccard) ? sketch(jamoOf(text)) : null,
  };
}

const KINDS = ['syllables', 'jamo'] as const;

export interface SketchIndex {
  add(id: number, sketch: TextSketch): void;
  /** those that share a band with a sketch, each once */
  candidates(sketch: TextSketch): Set<number>;
}

export function createSketchIndex({ jaccard }: NearOptions): SketchIndex {
  const { rows, bands } = bandsFor(jaccard);
  const holders = new Map<string, number[]>();

  function* keysOf(sketch: TextSketch): Generator<string, void, void> {
    for (const kind of KINDS) {
      const bins = sketch[kind];
      if (bins === null) continue;
      for (let j = 0; j < bands; j++) {
        yield `${kind[0]}${j} ${Buffer.from(bins.buffer, bins.byteOffset + j * rows, rows).toString('latin1')}`;
      }
    }
  }

  return {
    add(id, sketch) {
      for (const key of keysOf(sketch)) {
        const held = holders.get(key);
        if (held === undefined) holders.set(key, [id]);
        else held.push(id);
      }
    },
    candidates(sketch) {
      const found = new Set<number>();
      for (const key of keysOf(sketch)) for (const id of holders.get(key) ?? []) found.add(id);
      return found;
    },
  };
}
