import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

export interface WebServer {
  readonly origin: string;
  /** by path; may be changed while it serves */
  readonly files: Map<string, Uint8Array>;
  readonly requests: IncomingMessage[];
  /** bytes of bodies that went out */
  served: number;
  ranges: boolean;
  /** status that it answers instead, by path */
  readonly refused: Map<string, number>;
  close(): Promise<void>;
}

/** Files on loopback. */
export async function serveFiles(files: Iterable<readonly [string, Uint8Array]>): Promise<WebServer> {
  const server = createServer((request, response) => answer(web, request, response));
  const web: WebServer = {
    origin: await listen(server),
    files: new Map(files),
    requests: [],
    served: 0,
    ranges: true,
    refused: new Map(),
    close: () => close(server),
  };
  return web;
}

function answer(web: WebServer, request: IncomingMessage, response: ServerResponse): void {
  web.requests.push(request);
  const path = decodeURIComponent(new URL(request.url ?? '/', web.origin).pathname).slice(1);
  const bytes = web.files.get(path);
  const status = web.refused.get(path) ?? (bytes === undefined ? 404 : 200);
  if (bytes === undefined || status !== 200) {
    response.writeHead(status).end();
    return;
  }
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/u.exec(web.ranges ? (request.headers.range ?? '') : '') ?? [];
  const body = to === '' ? bytes : bytes.subarray(Number(from), Number(to) + 1);
  // No client reads on after a body that it does not want.
  web.served += body.length;
  const etag = `"${createHash('sha1').update(bytes).digest('hex')}"`;
  const range = { 'content-range': `bytes ${from}-${Number(from) + body.length - 1}/${bytes.length}` };
  response.writeHead(to === '' ? 200 : 206, { etag, 'content-length': body.length, ...(to === '' ? {} : range) }).end(body);
}

export interface Bucket {
  /** an address without anything behind the bucket's name */
  readonly address: string;
  readonly environment: Readonly<Record<string, string>>;
  put(key: string, bytes: Uint8Array | string): Promise<void>;
  close(): Promise<void>;
}

/** Of its own process: it makes the marks of its pages with a cipher that OpenSSL has only when it is told to. */
const S3_SERVER = `
const S3rver = require(process.argv[2]);
const s3 = new S3rver({ silent: true, directory: process.argv[1], vhostBuckets: false, configureBuckets: [{ name: 'bucket' }] });
s3.configureBuckets().then(() => {
  const server = require('node:http').createServer(s3.callback());
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
});
process.stdin.resume().on('end', () => process.exit());
`;

/** A bucket of an S3 server that checks signatures. */
export async function serveBucket(): Promise<Bucket> {
  const directory = await mkdtemp(join(tmpdir(), 'jatdae-s3-'));
  const module = require.resolve('@20minutes/s3rver');
  const server = spawn(process.execPath, ['--openssl-legacy-provider', '-e', S3_SERVER, directory, module], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  const endpoint = `http://127.0.0.1:${Number(port)}`;
  return {
    address: 's3://bucket',
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: 'S3RVER',
      AWS_REGION: 'us-east-1',
    },
    async put(key, body) {
      const path = key.split('/').map(encodeURIComponent).join('/');
      const { ok, status } = await fetch(`${endpoint}/bucket/${path}`, {
        method: 'PUT',
        body: new Uint8Array(Buffer.from(body)),
      });
      if (!ok) throw new Error(`${key}: ${status}`);
    },
    async close() {
      server.stdin.end();
      await once(server, 'exit');
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
