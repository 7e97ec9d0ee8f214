import type { PackedAnchors } from '@jatdae/kernel';
import type { LogRoom } from '../scan/log-room.js';
import { PARTS } from './containment.js';

/** Anchors of a split by partition. */
export interface AnchorPiece {
  readonly dealt: Int32Array;
  readonly before: number;
}

export interface AnchorReader {
  /** All anchors of a partition, in plan order; each piece is good until the next. */
  pieces(part: number): Iterable<PackedAnchors>;
  close(): void;
}

/** Before each split's words in a run: sketches before it, and how many words follow. */
export const ANCHOR_HEAD = 2;

const wordsOf = ({ dealt }: AnchorPiece, part: number): number => (dealt[part + 1] as number) - (dealt[part] as number);

export function boundsOf(pieces: readonly AnchorPiece[]): Float64Array {
  const bounds = new Float64Array(PARTS + 1);
  for (let part = 0; part < PARTS; part++) {
    let length = 0;
    for (const piece of pieces) {
      const words = wordsOf(piece, part);
      if (words > 0) length += ANCHOR_HEAD + words;
    }
    bounds[part + 1] = (bounds[part] as number) + length;
  }
  return bounds;
}

export function joinPieces(pieces: readonly AnchorPiece[], into: Int32Array): void {
  let at = 0;
  for (let part = 0; part < PARTS; part++) {
    for (const piece of pieces) {
      const words = wordsOf(piece, part);
      if (words === 0) continue;
      const from = PARTS + 1 + (piece.dealt[part] as number);
      into[at] = piece.before;
      into[at + 1] = words;
      into.set(piece.dealt.subarray(from, from + words), at + ANCHOR_HEAD);
      at += ANCHOR_HEAD + words;
    }
  }
}

export function joinAnchors(
  all: readonly AnchorPiece[],
  room: Pick<LogRoom, 'take'>,
): { readonly ints: Int32Array; readonly bounds: Float64Array } {
  const pieces = all.filter(({ dealt }) => dealt.length > PARTS + 1);
  const bounds = boundsOf(pieces);
  const ints = room.take(bounds[PARTS] as number);
  joinPieces(pieces, ints);
  return { ints, bounds };
}
