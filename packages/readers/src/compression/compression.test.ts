import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../source.js';
import type { ExpansionLimit } from './decoded.js';
import { gunzipStream } from './gzip.js';
import { unzstdStream } from './zstd.js';

const text = Array.from({ length: 60 }, (_, k) => `{"id": ${k}, "question": "${k * k}번째 물음"}\n`).join('');
/** `zstd -19 --check` (1.5.4) of the same text. */
const zstd = Buffer.from(
  'KLUv/WQYCTUJAFZUMh+gKR2rKjwzZI7y+3pcf1dMWVVjX8otZZIJWCQ1nBoBNAAlACUArf5167ZEpRbzh/lzdWa7PutuAY3mAblUJBaGErk4Jh' +
    'ZqGEFjOBQUCcIC0TABYgTNoNAwAj2mjwedPsd37mw+8x2701Y+3u5fE53cq+xd2ESfnvlqtvWyb15msv0q++exdeZO/eK1J7rSa2vW/+JVT7lX' +
    'rlX7olZRXb1sESVVgOIr7VeFdx27ap2Zqcyu6VsSuuzYVjrXiMxkpTt/KiPZ59f6HneoEZCcz/vfAdAbhQ4RjBA8YXh2OGVFNRCZ7Ph7KBOfN4' +
    'pkcqZkMqwozhag7p6tJRuGPFOLZ7xA9Q2nN5heYbqGqRtGbyi9cXSkpvhyup6AnYgYEE4GsABSBXCQato=',
  'base64',
);
/** A frame without compression, as RFC 8878 lays it out, and without a checksum. */
function plainFrame(content: Buffer): Buffer {
  const head = Buffer.from('28b52ffda000000000000000', 'hex');
  head.writeUInt32LE(content.length, 5);
  head.writeUIntLE((content.length << 3) | 1, 9, 3);
  return Buffer.concat([head, content]);
}

const skippable = (content: string): Buffer => {
  const head = Buffer.from('502a4d1800000000', 'hex');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, Buffer.from(content)]);
};

type Kind = 'gzip' | 'zstd';
const OPEN = { gzip: gunzipStream, zstd: unzstdStream } as const;

async function unpack(
  kind: Kind,
  bytes: Uint8Array,
  limit?: ExpansionLimit,
): Promise<{ content: string; problem: string | null }> {
  const stream = OPEN[kind](memorySource(bytes), limit);
  const pieces: Buffer[] = [];
  for (;;) {
    const piece = Buffer.alloc(1000);
    const count = await stream.read(piece);
    if (count === 0) break;
    pieces.push(piece.subarray(0, count));
  }
  stream.close();
  return { content: Buffer.concat(pieces).toString(), problem: stream.damage()?.reason ?? null };
}

const WHOLE: Readonly<Record<Kind, Buffer>> = { gzip: gzipSync(text), zstd };
const EMPTY: Readonly<Record<Kind, Buffer>> = { gzip: gzipSync(''), zstd: plainFrame(Buffer.alloc(0)) };

describe.each(['gzip', 'zstd'] as const)('%s', (kind) => {
  const whole = WHOLE[kind];

  it('of one piece, of several, and of several of which some are empty is read whole', async () => {
    for (const times of [1, 2, 50]) {
      const bytes = Buffer.concat(Array.from({ length: times }, () => [whole, EMPTY[kind]]).flat());
      expect(await unpack(kind, bytes)).toEqual({ content: text.repeat(times), problem: null });
    }
  });

  it('cut short anywhere says so, and gives what came before', async () => {
    const two = Buffer.concat([whole, whole]);
    for (let end = 1; end < two.length; end += end % 100 === 0 ? 1 : 7) {
      if (end === whole.length) continue;
      const { content, problem } = await unpack(kind, two.subarray(0, end));
      expect(problem, `${end} bytes`).toBe('truncated');
      expect((text + text).startsWith(content) || content.endsWith('\ufffd'), `${end} bytes`).toBe(true);
      if (end > whole.length) expect(content.startsWith(text), `${end} bytes`).toBe(true);
    }
  });

  it('of which the checksum is another says so', async () => {
    const bytes = Buffer.from(whole);
    const at = kind === 'gzip' ? bytes.length - 8 : bytes.length - 4;
    bytes.writeUInt32LE((bytes.readUInt32LE(at) ^ 1) >>> 0, at);
    const { content, problem } = await unpack(kind, bytes);
    expect([text.startsWith(content), problem]).toEqual([true, 'checksum']);
    expect((await unpack(kind, Buffer.concat([whole, bytes, whole]))).problem).toBe('checksum');
  });

  it('with something else behind it says so', async () => {
    const { content, problem } = await unpack(kind, Buffer.concat([whole, Buffer.from('rubbish')]));
    expect([text.startsWith(content), problem !== null]).toEqual([true, true]);
  });

  it('that grows beyond the limit is stopped, and the limit can be raised', async () => {
    const zeros = Buffer.alloc(1 << 20, 'a');
    const run = Buffer.from('28b52ffda000001000030080', 'hex');
    // A block of one byte run: 128 KiB, eight times.
    const block = Buffer.alloc(4);
    const bomb =
      kind === 'gzip'
        ? gzipSync(zeros)
        : Buffer.concat([
            run.subarray(0, 9),
            ...Array.from({ length: 8 }, (_, k) => {
              block.writeUIntLE(((1 << 17) << 3) | (1 << 1) | (k === 7 ? 1 : 0), 0, 3);
              block[3] = 0x61;
              return Buffer.from(block);
            }),
          ]);
    expect((await unpack(kind, bomb, { ratio: 50, freeBytes: 1000 })).problem).toBe('expansion-ratio');
    const raised = await unpack(kind, bomb, { ratio: 100_000, freeBytes: 1000 });
    expect([raised.problem, raised.content.length]).toEqual([null, zeros.length]);
  });

  it('with bytes changed says so or gives what it held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        const { content, problem } = await unpack(kind, bytes);
        expect(problem !== null || content === text).toBe(true);
      }),
      { numRuns: 500, seed: 20_261_124 },
    );
  });
});

describe('zstd', () => {
  it('with skippable frames is read past them', async () => {
    const bytes = Buffer.concat([skippable('seek table'), zstd, skippable(''), skippable('x'.repeat(70_000)), zstd]);
    expect(await unpack('zstd', bytes)).toEqual({ content: text + text, problem: null });
    expect((await unpack('zstd', Buffer.concat([zstd, skippable('seek table').subarray(0, -1)]))).problem).toBe('truncated');
  });

  it('that asks for more memory than the limit is refused before it gets any', async () => {
    // A window of 2 GiB, the descriptor without a size.
    expect(await unpack('zstd', Buffer.from('28b52ffd00a8010000', 'hex'))).toEqual({ content: '', problem: 'window' });
  });
});
