import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { download, httpRemote, openRemote, probe } from './http.js';
import { type NetworkTuning, nextPlace } from './request.js';
import { type Handler, ranged, withServer } from './testing-server.js';

const HASTY: NetworkTuning = { attempts: 4, firstPause: 1, longestPause: 20, idle: 300 };
const BYTES = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

const open = (address: string) => openRemote(httpRemote(address), HASTY);

async function readAll(address: string): Promise<Uint8Array> {
  const source = await open(address);
  const bytes = new Uint8Array(source.size);
  for (let at = 0; at < bytes.length; ) at += await source.read(bytes.subarray(at), at);
  await source.close();
  return bytes;
}

/** `toEqual` takes seconds for so many bytes. */
const expectSame = (a: Uint8Array, b: Uint8Array): void => expect(Buffer.compare(a, b)).toBe(0);

/** The first `times` requests meet something else. */
function after(times: number, first: Handler, then: Handler): Handler {
  let left = times;
  return (request, response) => {
    left -= 1;
    (left >= 0 ? first : then)(request, response);
  };
}

it('gives any bytes in any order as the file has them, and the end as the end', async () => {
  await withServer(ranged(BYTES, { etag: '"a"' }), async (origin) => {
    const source = await open(`${origin}/a.bin`);
    expect(source.size).toBe(BYTES.length);
    await fc.assert(
      fc.asyncProperty(fc.nat(BYTES.length + 10), fc.integer({ min: 1, max: 200_000 }), async (at, length) => {
        const into = new Uint8Array(length);
        const count = await source.read(into, at);
        expect(count > 0).toBe(at < BYTES.length);
        expect(Buffer.compare(into.subarray(0, count), BYTES.subarray(at, at + count))).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

it('asks once for a small file, and in ever larger pieces for a large one that is read through', async () => {
  await withServer(ranged(BYTES.subarray(0, 1000)), async (origin, seen) => {
    expectSame(await readAll(`${origin}/a`), BYTES.subarray(0, 1000));
    expect(seen.length).toBe(1);
  });
  await withServer(ranged(BYTES), async (origin, seen) => {
    const source = await open(`${origin}/a`);
    const line = new Uint8Array(100);
    for (let at = 0; at < source.size; ) at += await source.read(line, at);
    expect(seen.map(({ headers }) => headers.range)).toEqual([
      'bytes=0-65535',
      'bytes=65536-196607',
      'bytes=196608-458751',
      'bytes=458752-699999',
    ]);
  });
});

it('asks for the bytes as they are stored', async () => {
  await withServer(ranged(BYTES), async (origin, seen) => {
    await readAll(`${origin}/a`);
    expect(new Set(seen.map(({ headers }) => headers['accept-encoding']))).toEqual(new Set(['identity']));
  });
});

it.each([429, 500, 502, 503, 504])('asks again where the server is busy (%i)', async (status) => {
  const busy: Handler = (_, response) => response.writeHead(status, { 'retry-after': '0' }).end();
  await withServer(after(3, busy, ranged(BYTES)), async (origin) => expectSame(await readAll(`${origin}/a`), BYTES));
});

it('asks again where the connection is cut in the middle of an answer, before it, or nothing comes', async () => {
  const cut: Handler = (_, response) => {
    response.writeHead(206, { 'content-range': `bytes 0-65535/${BYTES.length}`, 'content-length': 65536 });
    response.write(BYTES.subarray(0, 1000), () => response.destroy());
  };
  await withServer(after(2, cut, ranged(BYTES)), async (origin) => expectSame(await readAll(`${origin}/a`), BYTES));
  const gone: Handler = (request) => request.socket.destroy();
  await withServer(after(2, gone, ranged(BYTES)), async (origin) => expectSame(await readAll(`${origin}/a`), BYTES));
  const silent: Handler = () => undefined;
  await withServer(after(1, silent, ranged(BYTES)), async (origin) => expectSame(await readAll(`${origin}/a`), BYTES));
});

it('gives up after a number of attempts, with the reason', async () => {
  await withServer(
    (_, response) => response.writeHead(503).end(),
    async (origin, seen) => {
      await expect(open(`${origin}/a`)).rejects.toMatchObject({ reason: 'status', detail: '503', code: 'EREMOTE' });
      expect(seen.length).toBe(HASTY.attempts);
    },
  );
});

it.each([
  [401, 'denied'],
  [403, 'denied'],
  [404, 'missing'],
  [410, 'missing'],
  [400, 'status'],
] as const)('does not ask again where the answer is %i: %s', async (status, reason) => {
  await withServer(
    (_, response) => response.writeHead(status).end(),
    async (origin, seen) => {
      await expect(open(`${origin}/a`)).rejects.toMatchObject({ reason });
      expect(seen.length).toBe(1);
    },
  );
});

it('cannot reach a port where nobody listens', async () => {
  const origin = await withServer(ranged(BYTES), async (place) => place);
  await expect(open(`${origin}/a`)).rejects.toMatchObject({ reason: 'unreachable', detail: 'ECONNREFUSED' });
});

it('cannot speak TLS to a server that does not', async () => {
  await withServer(ranged(BYTES), async (origin) => {
    await expect(open(`${origin.replace('http', 'https')}/a`)).rejects.toMatchObject({ reason: 'unreachable' });
  });
});

it.each([
  ['another version', ranged(BYTES, { etag: '"b"' })],
  ['another size', ranged(BYTES.subarray(0, 600_000), { etag: '"a"' })],
  ['a server that refuses what no longer matches', (_, response) => void response.writeHead(412).end()],
  ['a whole file instead of a part', (_, response) => void response.writeHead(200).end(BYTES)],
] as [string, Handler][])('finds that the file is another since it was opened: %s', async (_, then) => {
  await withServer(after(1, ranged(BYTES, { etag: '"a"' }), then), async (origin, seen) => {
    const source = await open(`${origin}/a`);
    await expect(source.read(new Uint8Array(10), 300_000)).rejects.toMatchObject({ reason: 'changed', code: 'ENOENT' });
    expect(seen[1]?.headers['if-match']).toBe('"a"');
  });
});

it('keeps a small file in memory where the server gives only whole ones, and says so of a large one', async () => {
  const whole =
    (size: number): Handler =>
    (_, response) =>
      void response.writeHead(200, { 'content-length': size }).end(BYTES.subarray(0, size));
  await withServer(whole(700_000), async (origin) => {
    expectSame(await readAll(`${origin}/a`), BYTES);
    expect(await probe(httpRemote(`${origin}/a`))).toMatchObject({ size: 700_000, ranged: false });
  });
  await withServer(
    (_, response) => void response.writeHead(200, { 'content-length': 17 << 20 }).flushHeaders(),
    async (origin) => {
      await expect(open(`${origin}/a`)).rejects.toMatchObject({ reason: 'no-range' });
    },
  );
});

it('believes no size that cannot be', async () => {
  const boast: Handler = (_, response) =>
    void response.writeHead(206, { 'content-range': `bytes 0-0/${'9'.repeat(400)}`, 'content-length': 1 }).end('a');
  await withServer(boast, async (origin) => {
    expect(await probe(httpRemote(`${origin}/a`))).toMatchObject({ size: null, ranged: false });
  });
});

it('reads an empty file, whichever way the server says that it is empty', async () => {
  await withServer(ranged(new Uint8Array(0)), async (origin) => {
    expect((await open(`${origin}/a`)).size).toBe(0);
    expect(await probe(httpRemote(`${origin}/a`))).toMatchObject({ size: 0, ranged: true });
  });
  await withServer(
    (_, response) => response.writeHead(200, { 'content-length': 0 }).end(),
    async (origin) => {
      expect((await open(`${origin}/a`)).size).toBe(0);
    },
  );
});

it('fetches a whole file again where the first time was cut short', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jatdae-http-'));
  const cut: Handler = (_, response) => {
    response.writeHead(200, { 'content-length': BYTES.length });
    response.write(BYTES.subarray(0, 300_000), () => response.destroy());
  };
  try {
    await withServer(after(1, cut, ranged(BYTES)), async (origin) => {
      expect((await download(httpRemote(`${origin}/a`), join(folder, 'a'), HASTY)).size).toBe(BYTES.length);
      expect(Buffer.compare(await readFile(join(folder, 'a')), BYTES)).toBe(0);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('a folder that cannot be written to is no fault of the network', async () => {
  await withServer(ranged(BYTES), async (origin, seen) => {
    await expect(download(httpRemote(`${origin}/a`), join(tmpdir(), 'jatdae-none', 'a'), HASTY)).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(seen.length).toBe(1);
  });
});

it('follows redirects, keeps the password with its host, and ends a circle', async () => {
  await withServer(ranged(BYTES), async (other, others) => {
    const send: Handler = (request, response) =>
      void response.writeHead(302, { location: request.url === '/circle' ? '/circle' : `${other}/b` }).end();
    await withServer(send, async (origin, seen) => {
      expectSame(await readAll(`${origin.replace('//', '//user:p%40ss@')}/a`), BYTES);
      expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`);
      expect(others.map(({ headers }) => headers.authorization)).toEqual(others.map(() => undefined));
      await expect(open(`${origin}/circle`)).rejects.toMatchObject({ reason: 'redirect' });
    });
  });
});

it('names an address without its user, password and signature', () => {
  const { shown } = httpRemote('https://user:secret@host.kr/%EB%82%A9%ED%92%88%20a.zip?X-Amz-Signature=secret');
  expect(shown).toBe('https://host.kr/납품 a.zip?…');
});

it('never goes from https to http, nor to what is neither', () => {
  const from = new URL('https://host.kr/a.zip');
  expect(nextPlace('/b.zip', from, '').href).toBe('https://host.kr/b.zip');
  expect(nextPlace('https://user:secret@other.kr/b', from, '').href).toBe('https://other.kr/b');
  expect(nextPlace('https://host.kr/a.zip', new URL('http://host.kr/a.zip'), '').protocol).toBe('https:');
  expect(() => nextPlace('http://host.kr/a.zip', from, '')).toThrow('insecure');
  expect(() => nextPlace('file:///etc/passwd', from, '')).toThrow('redirect');
});
