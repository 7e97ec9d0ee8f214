import { Buffer } from 'node:buffer';
import { createGunzip } from 'node:zlib';
import type { Damage } from '@jatdae/kernel';
import type { ByteStream } from '../input/stream.js';
import type { ByteSource } from '../reader.js';

interface ExpansionLimit {
  /** decompressed bytes for each stored byte */
  readonly ratio: number;
  /** decompressed bytes up to which the ratio does not matter */
  readonly freeBytes: number;
}

const EXPANSION_LIMIT: ExpansionLimit = { ratio: 200, freeBytes: 64 << 20 };

/** One piece can grow about a thousandfold before the limit is looked at, so pieces are small. */
const INPUT_BYTES = 32 << 10;
const OUTPUT_BYTES = 256 << 10;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08;
}

/** Decompresses a whole file, all its members. What comes before a damaged place is still given. */
export function gunzipStream(source: ByteSource, limit: ExpansionLimit = EXPANSION_LIMIT): ByteStream {
  const gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  const ready: Buffer[] = [];
  let stored = 0;
  let produced = 0;
  let damage: Damage | null = null;
  let done = false;

  gunzip.on('data', (piece: Buffer) => {
    produced += piece.length;
    ready.push(piece);
  });
  gunzip.on('error', (error: NodeJS.ErrnoException) => {
    damage ??= { code: 'F005', byte: produced, reason: reasonOf(error), told: false };
    done = true;
  });
  gunzip.on('end', () => {
    done = true;
  });

  /** Resolves when the piece went through, or when the decompressor gave up and will not call back. */
  const settled = (start: (callback: () => void) => void): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        gunzip.off('close', finish);
        resolve();
      };
      gunzip.on('close', finish);
      start(finish);
    });

  const feed = async (): Promise<void> => {
    const piece = Buffer.allocUnsafe(INPUT_BYTES);
    const count = await source.read(piece, stored);
    stored += count;
    if (count > 0) await settled((callback) => gunzip.write(piece.subarray(0, count), callback));
    else await settled((callback) => gunzip.once('end', callback).end());
    if (damage === null && produced > limit.freeBytes && produced > stored * limit.ratio) {
      damage = { code: 'F005', byte: produced, reason: 'expansion-ratio', told: false };
      done = true;
      gunzip.destroy();
    }
  };

  return {
    async read(into) {
      while (ready.length === 0 && !done) await feed();
      const piece = ready[0];
      if (piece === undefined) return 0;
      const count = piece.copy(into);
      if (count === piece.length) ready.shift();
      else ready[0] = piece.subarray(count);
      return count;
    },
    stored: () => stored,
    damage: () => damage,
    close: () => gunzip.destroy(),
  };
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR') return 'truncated';
  return /data check|length check/.test(error.message) ? 'checksum' : 'corrupt';
}
