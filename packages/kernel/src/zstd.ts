import { allocate, type ByteMemory } from './byte-memory.js';

/**
 * Where a zstd frame (RFC 8878) is decoded to, block after block, each behind the one before it until the ring begins anew. Blocks are good
 * until as much as the window was decoded after them.
 */
export interface ZstdRing {
  at: number;
  room: number;
  /** what blocks leave to the next one: see assembly/zstd.ts; 0 before the first frame */
  stateAt: number;
  /** bytes that a block may look back at */
  window: number;
  /** where the next block goes, and where the lap before ended; 0 where there is none */
  next: number;
  lapEnd: number;
  /** bytes that were decoded, up to the window */
  history: number;
}

export const emptyRing = (): ZstdRing => ({ at: 0, room: 0, stateAt: 0, window: 0, next: 0, lapEnd: 0, history: 0 });

/** A block, by what its header says. */
export type ZstdBlock =
  | { readonly kind: 'raw' | 'compressed'; readonly bytes: Uint8Array }
  | { readonly kind: 'run'; readonly byte: number; readonly size: number };

/** Decodes frames block by block. Views of what it gives are good until the memory is replaced. */
export interface ZstdDecoder {
  /** Begins a frame of so much history. */
  begin(ring: ZstdRing, window: number): void;
  /** Decodes the next block; null where it cannot be. */
  decode(ring: ZstdRing, block: ZstdBlock): Uint8Array | null;
}

/** What a block is at the most, stored or decoded. */
export const ZSTD_BLOCK_BYTES = 1 << 17;

/** assembly/zstd.ts: three offsets, logs of tables, and the tables. */
const STATE_BYTES = 32 + 4096 * 4;
const FIRST_STATE = [1, 4, 8, 0, -1, -1, -1, 0];
/** Before a block's source, and past what is written. */
const SPARE_BYTES = 64;
const BLOCK_ROOM = ZSTD_BLOCK_BYTES + SPARE_BYTES;
/** Before the ring, for the beginning of a text that goes on there. */
export const RING_HEAD = 64 << 10;

/** null where the memory's functions cannot. */
export function createZstdDecoder(memory: ByteMemory): ZstdDecoder | null {
  const { kernels } = memory;
  if (kernels === null) return null;
  const scratchAt = allocate(memory, BLOCK_ROOM);
  const sourceAt = allocate(memory, BLOCK_ROOM + SPARE_BYTES) + SPARE_BYTES;

  function makeRoom(ring: ZstdRing, window: number): void {
    // A block that is written never reaches what may still be looked back at in the lap before, nor the beginning of a text at its end.
    const room = window + 2 * BLOCK_ROOM + RING_HEAD;
    if (ring.stateAt === 0) ring.stateAt = allocate(memory, STATE_BYTES);
    if (room <= ring.room) return;
    ring.at = allocate(memory, RING_HEAD + room) + RING_HEAD;
    ring.room = room;
  }

  /** Where the next block goes. */
  function placeOf(ring: ZstdRing): number {
    if (ring.next + BLOCK_ROOM <= ring.at + ring.room) return ring.next;
    ring.lapEnd = ring.next;
    return ring.at;
  }

  function decodeTo(ring: ZstdRing, at: number, block: ZstdBlock): number {
    if (block.kind === 'run') {
      new Uint8Array(memory.buffer, at, block.size).fill(block.byte);
      return block.size;
    }
    const { length } = block.bytes;
    if (length > ZSTD_BLOCK_BYTES) return -1;
    new Uint8Array(memory.buffer, block.kind === 'raw' ? at : sourceAt, length).set(block.bytes);
    if (block.kind === 'raw' || kernels === null) return length;
    return kernels.zstdBlock(ring.stateAt, scratchAt, sourceAt, length, at, ring.at, ring.lapEnd, ring.history);
  }

  return {
    begin(ring, window) {
      makeRoom(ring, window);
      Object.assign(ring, { window, next: ring.at, lapEnd: 0, history: 0 });
      new Int32Array(memory.buffer, ring.stateAt, FIRST_STATE.length).set(FIRST_STATE);
    },
    decode(ring, block) {
      if (block.kind === 'run' && block.size > ZSTD_BLOCK_BYTES) return null;
      const at = placeOf(ring);
      const size = decodeTo(ring, at, block);
      if (size < 0) return null;
      ring.next = at + size;
      ring.history = Math.min(ring.window, ring.history + size);
      return new Uint8Array(memory.buffer, at, size);
    },
  };
}
