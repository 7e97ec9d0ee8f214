import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import type { Damage } from '@jatdae/kernel';
import type { ByteStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';

export interface ExpansionLimit {
  /** decompressed bytes for each stored byte */
  readonly ratio: number;
  /** decompressed bytes up to which the ratio does not matter */
  readonly freeBytes: number;
}

export const EXPANSION_LIMIT: ExpansionLimit = { ratio: 200, freeBytes: 64 << 20 };

export const expansionLimit = (ratio: number = EXPANSION_LIMIT.ratio): ExpansionLimit => ({ ...EXPANSION_LIMIT, ratio });

/** One piece can grow about a thousandfold before the limit is looked at, so pieces are small. */
const INPUT_BYTES = 32 << 10;
const OUTPUT_BYTES = 256 << 10;
/** What small sources get: thousands of them would fill memory with what none of them needs. */
const LEAST_INPUT_BYTES = 2 << 10;
const LEAST_OUTPUT_BYTES = 16 << 10;
/** Times that text usually grows. */
const USUAL_RATIO = 8;

/** Gives what the pieces decompress to, as it is asked for. @throws Undecodable */
export type Decode = (pieces: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array, void, void>;

/** Compressed bytes that are none, or not whole; `reason` is a word of F005. */
export class Undecodable extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = 'Undecodable';
  }
}

/** Decompresses a source from its start. What comes before a damaged place is still given. */
export function decodedStream(source: ByteSource, decode: Decode, limit: ExpansionLimit = EXPANSION_LIMIT): ByteStream {
  let stored = 0;
  let produced = 0;
  let damage: Damage | null = null;
  let piece: Uint8Array = new Uint8Array(0);

  async function* storedPieces(): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const next = Buffer.allocUnsafe(Math.max(LEAST_INPUT_BYTES, Math.min(INPUT_BYTES, source.size - stored)));
      const count = await source.read(next, stored);
      stored += count;
      if (count === 0) return;
      yield next.subarray(0, count);
    }
  }

  const pieces = decode(storedPieces());
  const fail = (reason: string): void => {
    damage = source.damage?.() ?? { code: 'F005', byte: produced, reason, told: false };
  };

  /** False at the end. */
  const advance = async (): Promise<boolean> => {
    try {
      const { done, value } = await pieces.next();
      if (done === true) return false;
      piece = value;
      produced += value.length;
      if (produced > limit.freeBytes && produced > stored * limit.ratio) fail('expansion-ratio');
    } catch (error) {
      if (!(error instanceof Undecodable)) throw error;
      fail(error.reason);
    }
    if (damage !== null) await pieces.return();
    return damage === null;
  };

  return {
    async read(into) {
      while (piece.length === 0) if (damage !== null || !(await advance())) return 0;
      const count = Math.min(piece.length, into.length);
      into.set(piece.subarray(0, count));
      piece = piece.subarray(count);
      return count;
    },
    stored: () => stored,
    damage: () => damage ?? source.damage?.() ?? null,
    close: () => void pieces.return(),
  };
}

/** Decompresses so many stored bytes with one of Node's own transforms. */
export function transformDecode(create: (options: { readonly chunkSize: number }) => Transform, size: number): Decode {
  const chunkSize = Math.max(LEAST_OUTPUT_BYTES, Math.min(OUTPUT_BYTES, size * USUAL_RATIO));
  return async function* (pieces) {
    const transform = create({ chunkSize });
    const ready: Uint8Array[] = [];
    let failure: NodeJS.ErrnoException | null = null;
    transform.on('data', (piece: Uint8Array) => ready.push(piece));
    transform.on('error', (error) => {
      failure = error;
    });
    async function* flush(): AsyncGenerator<Uint8Array, void, void> {
      yield* ready.splice(0);
      if (failure !== null) throw new Undecodable(reasonOf(failure));
    }
    try {
      for await (const piece of pieces) {
        await settled(transform, (done) => transform.write(piece, done));
        yield* flush();
      }
      await settled(transform, (done) => transform.once('end', done).end());
      yield* flush();
    } finally {
      transform.destroy();
    }
  };
}

/** Resolves when the piece went through, or when the transform gave up and will not call back. */
function settled(transform: Transform, start: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      transform.off('close', finish);
      resolve();
    };
    if (transform.destroyed) return finish();
    transform.on('close', finish);
    start(finish);
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR' || /unexpected end/u.test(error.message)) return 'truncated';
  return /data check|length check|checksum/u.test(error.message) ? 'checksum' : 'corrupt';
}
