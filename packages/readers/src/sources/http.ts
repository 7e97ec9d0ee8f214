import { Buffer } from 'node:buffer';
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ByteSource } from '../reader.js';
import { memorySource } from '../source.js';
import { shownAddress } from './address.js';
import { RemoteFailure } from './failure.js';
import { ask, type NetworkTuning, type Remote } from './request.js';

/** What a server says of a file. */
export interface RemoteFacts {
  /** bytes; null where the server does not say */
  readonly size: number | null;
  /** milliseconds since the epoch; 0 where the server does not say */
  readonly modified: number;
  /** the server's name for this state of the file: its ETag, else the time of its last change, else '' */
  readonly version: string;
}

/** Bytes asked for first, and at a time at the most: who reads on gets ever larger pieces. */
const FIRST_BYTES = 64 << 10;
const MOST_BYTES = 2 << 20;
/** Pieces kept of an open file. */
const PIECES = 4;
/** A file that the server gives only whole is kept in memory up to here. */
const WHOLE_BYTES = 16 << 20;
/** A size beyond this is made up: a plan of it alone would fill the memory. */
const LARGEST_BYTES = 2 ** 44;

/** A file on a web server. A user and a password in the address go out as such, and nowhere else. */
export function httpRemote(address: string): Remote {
  const url = new URL(address);
  const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const authorization = user === ':' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
  url.username = '';
  url.password = '';
  url.hash = '';
  const prepare: Remote['prepare'] = async (headers) => ({ url, headers: { ...headers, ...authorization } });
  return { shown: shownAddress(address), followsRedirects: true, prepare };
}

/** What the server says of a file, and whether parts of it can be had. @throws RemoteFailure */
export function probe(remote: Remote, tuning?: NetworkTuning): Promise<RemoteFacts & { readonly ranged: boolean }> {
  return ask(
    remote,
    { range: 'bytes=0-0' },
    async (answer) => {
      const facts = factsOf(answer);
      answer.destroy();
      if (answer.statusCode === 416) return { ...facts, size: 0, ranged: true };
      return { ...facts, ranged: (answer.statusCode === 206 && facts.size !== null) || facts.size === 0 };
    },
    tuning,
  );
}

interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/**
 * Opens a file by asking for its first bytes. A later answer that speaks of another state of the file is `changed`.
 * @throws RemoteFailure, `no-range` where the server gives only whole files and this is no small one
 */
export async function openRemote(remote: Remote, tuning?: NetworkTuning): Promise<ByteSource> {
  const first = await ask(remote, rangeOf(0, FIRST_BYTES), (answer) => takeFirst(remote, answer), tuning);
  if (first === null)
    return memorySource((await ask(remote, {}, (answer) => takeFirst(remote, answer), tuning))?.bytes ?? NOTHING);
  const { facts, bytes } = first;
  const { size } = facts;
  if (size === null || bytes.length >= size) return memorySource(bytes);
  return rangedSource(size, { start: 0, bytes }, (start, end) => {
    const match: Record<string, string> = /^"/u.test(facts.version) ? { 'if-match': facts.version } : {};
    return ask(
      remote,
      { ...rangeOf(start, end), ...match },
      (answer) => takePiece(remote, answer, facts, start, end),
      tuning,
    ).catch((error: unknown) => {
      const isOther = error instanceof RemoteFailure && error.reason === 'status' && error.detail === '412';
      throw isOther ? new RemoteFailure(remote.shown, 'changed') : error;
    });
  });
}

const NOTHING = new Uint8Array(0);

/** Reads through a few pieces in memory. */
function rangedSource(size: number, first: Piece, fetchPiece: (start: number, end: number) => Promise<Uint8Array>): ByteSource {
  let pieces: readonly Piece[] = [first];
  let step = FIRST_BYTES;
  let last = first;
  const pieceAt = async (at: number, wanted: number): Promise<Piece> => {
    const kept = pieces.find(({ start, bytes }) => at >= start && at < start + bytes.length);
    if (kept !== undefined) return kept;
    const goesOn = at === last.start + last.bytes.length;
    step = goesOn ? Math.min(MOST_BYTES, step * 2) : FIRST_BYTES;
    const end = Math.min(size, at + Math.min(MOST_BYTES, Math.max(step, wanted)));
    last = { start: at, bytes: await fetchPiece(at, end) };
    pieces = [last, ...pieces.slice(0, PIECES - 1)];
    return last;
  };
  return {
    size,
    async read(into, at) {
      if (at >= size || into.length === 0) return 0;
      const { start, bytes } = await pieceAt(at, into.length);
      const found = bytes.subarray(at - start, at - start + into.length);
      into.set(found);
      return found.length;
    },
    async close() {
      pieces = [];
    },
  };
}

const rangeOf = (start: number, end: number): { readonly range: string } => ({ range: `bytes=${start}-${end - 1}` });

/** Null where the server finds the range wrong without saying that the file is empty. */
async function takeFirst(remote: Remote, answer: IncomingMessage): Promise<{ facts: RemoteFacts; bytes: Uint8Array } | null> {
  const facts = factsOf(answer);
  if (answer.statusCode === 416) {
    answer.destroy();
    return facts.size === 0 ? { facts, bytes: NOTHING } : null;
  }
  const ranged = answer.statusCode === 206;
  if (ranged && facts.size !== null) {
    return { facts, bytes: await bodyOf(remote, answer, Math.min(FIRST_BYTES, facts.size)) };
  }
  const size = ranged ? null : facts.size;
  if (size !== null && size > WHOLE_BYTES) {
    answer.destroy();
    throw new RemoteFailure(remote.shown, 'no-range');
  }
  return { facts: { ...facts, size }, bytes: await bodyOf(remote, answer, size) };
}

async function takePiece(
  remote: Remote,
  answer: IncomingMessage,
  opened: RemoteFacts,
  start: number,
  end: number,
): Promise<Uint8Array> {
  const facts = factsOf(answer);
  const from = /^bytes (\d+)-/u.exec(answer.headers['content-range'] ?? '')?.[1];
  if (answer.statusCode === 206 && facts.size === opened.size && facts.version === opened.version && Number(from) === start)
    return bodyOf(remote, answer, end - start);
  answer.destroy();
  throw new RemoteFailure(remote.shown, 'changed');
}

/** @param size bytes that there must be; null where the end of the answer tells */
async function bodyOf(remote: Remote, answer: IncomingMessage, size: number | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > (size ?? WHOLE_BYTES)) {
      answer.destroy();
      throw new RemoteFailure(remote.shown, size === null ? 'no-range' : 'status', 'too long');
    }
  }
  if (size !== null && length < size) throw Object.assign(new Error('cut short'), { code: 'ECONNRESET' });
  return Buffer.concat(chunks, length);
}

function factsOf({ headers, statusCode }: IncomingMessage): RemoteFacts {
  const modified = headers['last-modified'];
  const ranged = statusCode === 206 || statusCode === 416;
  const length = ranged ? /\/(\d+)$/u.exec(headers['content-range'] ?? '')?.[1] : headers['content-length'];
  const time = Date.parse(modified ?? '');
  return {
    size: length === undefined || Number(length) > LARGEST_BYTES ? null : Number(length),
    modified: Number.isNaN(time) ? 0 : time,
    version: headers.etag ?? modified ?? '',
  };
}

/** Writes a whole file to a path here, and says what it was. @throws RemoteFailure */
export async function download(remote: Remote, path: string, tuning?: NetworkTuning): Promise<RemoteFacts & { size: number }> {
  return ask(
    remote,
    {},
    async (answer) => {
      const facts = factsOf(answer);
      const file = createWriteStream(path, { mode: 0o600 });
      await pipeline(answer, file);
      if (facts.size !== null && file.bytesWritten !== facts.size)
        throw Object.assign(new Error('cut short'), { code: 'ECONNRESET' });
      return { ...facts, size: file.bytesWritten };
    },
    tuning,
  );
}
