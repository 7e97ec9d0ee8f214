import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { memorySource } from '@jatdae/readers';
import type { MediaFacts } from '@jatdae/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inspectMedium } from './inspect.js';

/** Made by ffmpeg 7 (its `sine` and `testsrc`) and Pillow 12: what encoders really write, not what we think they do. */
const folder = fileURLToPath(new URL('./samples/', import.meta.url));
const names = readdirSync(folder);
const bytesOf = (name: string): Buffer => readFileSync(`${folder}${name}`);
const inspect = (name: string, bytes: Uint8Array): Promise<MediaFacts> => inspectMedium(name, memorySource(bytes));
const inspectSample = (name: string) => inspect(name, bytesOf(name));

const picture = { width: 16, height: 9, seconds: null, sampleRate: null, fault: null };
const sound = { width: null, height: null, sampleRate: 16_000, fault: null };
const film = { width: 64, height: 48, seconds: 0.4, sampleRate: null, fault: null };

it.each([
  ['picture.png', 'png'],
  ['picture.jpg', 'jpeg'],
  ['progressive.jpg', 'jpeg'],
  ['picture.gif', 'gif'],
  ['picture.bmp', 'bmp'],
  ['picture.webp', 'webp'],
  ['picture.tiff', 'tiff'],
  ['picture.avif', 'heif'],
])('reads the size of %s', async (name, type) => {
  expect(await inspectSample(name)).toMatchObject({ type, ...picture });
});

it.each([
  ['sound.wav', 'wav', 0.25],
  ['sound.flac', 'flac', 0.25],
  ['sound.ogg', 'ogg', 0.25],
  ['sound.opus', 'ogg', 0.25],
  ['sound.m4a', 'mp4', 0.25],
  // Encoders pad to whole frames.
  ['sound.mp3', 'mp3', 0.36],
  ['sound.aac', 'aac', 0.32],
])('reads rate and length of %s', async (name, type, seconds) => {
  const facts = await inspectSample(name);
  expect(facts).toMatchObject({ type, ...sound });
  expect(facts.seconds).toBeCloseTo(seconds, 1);
});

it.each([
  ['film.mp4', 'mp4'],
  ['film.webm', 'matroska'],
  ['film.avi', 'avi'],
])('reads size and length of %s', async (name, type) => {
  expect(await inspectSample(name)).toMatchObject({ type, ...film });
});

// A bare AAC stream has no end of its own: cut between two frames it is another whole stream. A GIF may end without its last byte.
it.each(names.filter((name) => name !== 'sound.aac'))('finds that %s is cut, wherever it is cut', async (name) => {
  const whole = bytesOf(name);
  const most = whole.length - (name.endsWith('.gif') ? 2 : 1);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: most }), async (length) => {
      expect((await inspect(name, whole.subarray(0, length))).fault).not.toBeNull();
    }),
    { numRuns: 60, examples: [[most], [most - 1], [0], [1]] },
  );
});

it('misses the picture of a file that ends before it, though all that describes it is there', async () => {
  const whole = bytesOf('picture.avif');
  expect((await inspect('picture.avif', whole.subarray(0, whole.indexOf('mdat') - 4))).fault).toBe('truncated');
});

it.each(names)('has nothing against %s under a name that says nothing, and tells its bytes', async (name) => {
  const facts = await inspect('noname', bytesOf(name));
  expect(facts.fault).toBeNull();
  expect(facts.sha256).toBe(createHash('sha256').update(bytesOf(name)).digest('hex'));
});

it('tells a file whose name is of another type, and one that is of none', async () => {
  expect(await inspect('a.png', bytesOf('picture.jpg'))).toMatchObject({ type: 'jpeg', fault: 'other-type' });
  expect(await inspect('a.mp3', bytesOf('sound.wav'))).toMatchObject({ type: 'wav', fault: 'other-type' });
  expect((await inspect('a.jpg', Buffer.from('<!DOCTYPE html><title>404</title>'))).fault).toBe('unrecognised');
  expect((await inspect('a.png', Buffer.alloc(0))).fault).toBe('empty');
  expect((await inspect('notes.txt', Buffer.from('아무 글'))).fault).toBeNull();
});

it('finds a byte that changed in the middle of a picture whose format sums up its parts', async () => {
  const bytes = bytesOf('picture.png');
  const damage = fc.integer({ min: bytes.indexOf('IDAT') + 4, max: bytes.length - 17 });
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ change;
      expect((await inspect('a.png', changed)).fault).toBe('damaged');
    }),
  );
});

it('takes a picture with something behind its end for whole', async () => {
  for (const name of ['picture.png', 'picture.jpg', 'picture.gif', 'picture.bmp', 'picture.webp'])
    expect(await inspect(name, Buffer.concat([bytesOf(name), Buffer.alloc(5)]))).toMatchObject(picture);
});

it('reads a sound whose numbers are big-endian', async () => {
  const bytes = Buffer.from(bytesOf('sound.wav'));
  bytes.write('RIFX', 0, 'latin1');
  for (const at of [4, 16, 24, 28]) bytes.subarray(at, at + 4).reverse();
  const data = bytes.indexOf('data') + 4;
  bytes.subarray(data, data + 4).reverse();
  for (let at = 36; at < data - 4; ) {
    const size = bytes.readUInt32LE(at + 4);
    bytes.subarray(at + 4, at + 8).reverse();
    at += 8 + size;
  }
  expect(await inspect('a.wav', bytes)).toMatchObject({ type: 'wav', ...sound, seconds: 0.25 });
});

it('reads a text picture', async () => {
  const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>\n';
  expect(await inspect('a.svg', Buffer.from(svg))).toMatchObject({ type: 'svg', fault: null });
  expect(await inspect('a.svg', Buffer.from(svg.slice(0, -10)))).toMatchObject({ type: 'svg', fault: 'truncated' });
});

it('comes to an end soon, with plain numbers, on whatever the bytes are', { timeout: 120_000 }, async () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), damage, fc.nat(3000), async (name, changes, junk) => {
      const bytes = Buffer.concat([bytesOf(name), Buffer.alloc(junk, 0xff)]);
      // Headers are where a change matters most.
      for (const [at, byte] of changes) bytes[at % Math.min(bytes.length, at % 2 === 0 ? 200 : bytes.length)] = byte;
      const started = performance.now();
      const facts = await inspect(name, bytes);
      expect(performance.now() - started).toBeLessThan(5000);
      for (const value of [facts.width, facts.height, facts.seconds, facts.sampleRate])
        expect(value === null || (Number.isFinite(value) && value >= 0)).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

it('reads a large file once for its digest and little more for its headers, whatever they say', {
  timeout: 120_000,
}, async () => {
  const size = 8 << 20;
  const damage = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), damage, async (name, changes) => {
      const bytes = Buffer.alloc(size, bytesOf(name));
      for (const [at, byte] of changes) bytes[at] = byte;
      const source = memorySource(bytes);
      let read = 0;
      const counted = {
        ...source,
        async read(into: Uint8Array, at: number) {
          const count = await source.read(into, at);
          read += count;
          return count;
        },
      };
      await inspectMedium(name, counted);
      expect(read).toBeLessThanOrEqual(3 * size);
    }),
    { numRuns: 100 },
  );
});

it('gives up on a walk that somebody made endless', async () => {
  const blocks = Buffer.alloc(5 << 20, Buffer.from([1, 0]));
  const gif = Buffer.concat([bytesOf('picture.gif').subarray(0, 13), Buffer.from([0x21, 0xfe]), blocks]);
  expect(await inspect('a.gif', gif)).toMatchObject({ width: 16, height: 9 });
  const chunk = Buffer.from([0, 0, 0, 0, 0x74, 0x45, 0x58, 0x74, 0, 0, 0, 0]);
  const png = Buffer.concat([bytesOf('picture.png').subarray(0, 33), Buffer.alloc(13 << 20, chunk)]);
  expect((await inspect('a.png', png)).fault).not.toBeNull();
});

it('reads a large file in pieces, and finds the same in it', async () => {
  const tail = Buffer.alloc(3 << 20, 7);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(tail.length + 8);
  const film = Buffer.concat([bytesOf('film.mp4'), size, Buffer.from('free'), tail]);
  expect(await inspect('a.mp4', film)).toMatchObject({ type: 'mp4', width: 64, height: 48, seconds: 0.4, fault: null });
  expect((await inspect('a.mp4', film.subarray(0, film.length - 1))).fault).toBe('truncated');
  const photo = Buffer.concat([
    bytesOf('picture.jpg').subarray(0, -2),
    Buffer.alloc(3 << 20, 1),
    Buffer.from([0xff, 0xd9, 0, 0]),
  ]);
  expect((await inspect('a.jpg', photo)).fault).toBeNull();
  expect((await inspect('a.jpg', photo.subarray(0, -4))).fault).toBe('truncated');
});
