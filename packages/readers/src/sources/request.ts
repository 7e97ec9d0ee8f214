import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { RemoteFailure } from './failure.js';

export type Headers = Readonly<Record<string, string>>;

/** Something that can be asked for. */
export interface Remote {
  /** for people, without secrets */
  readonly shown: string;
  /** what goes out, made anew for each attempt: a signature has a time */
  prepare(headers: Headers): Promise<{ readonly url: URL; readonly headers: Headers }>;
  /** a signed request means one place only */
  readonly followsRedirects: boolean;
}

/** Milliseconds but for the attempts. Tests make it small. */
export interface NetworkTuning {
  readonly attempts: number;
  readonly firstPause: number;
  readonly longestPause: number;
  /** without a byte */
  readonly idle: number;
}

const NETWORK: NetworkTuning = { attempts: 5, firstPause: 250, longestPause: 10_000, idle: 30_000 };

const REDIRECTS = 5;
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const PASSING_ERROR: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
  'IDLE',
]);
/** A download that cannot be written down is no failure of the network. */
const DISK_ERRORS: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO', 'EMFILE', 'ENFILE', 'ENOENT']);

/**
 * Asks and hands the answer to `take`, which reads it or destroys it. Both are done again, with longer pauses each time, where the
 * server is busy or the connection is cut. Answers other than 2xx and 416 do not reach `take`.
 * @throws RemoteFailure
 */
export async function ask<T>(
  remote: Remote,
  headers: Headers,
  take: (answer: IncomingMessage) => Promise<T>,
  tuning: NetworkTuning = NETWORK,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(remote, headers, take, tuning);
    if ('value' in outcome) return outcome.value;
    if (outcome.after === null || attempt >= tuning.attempts) throw outcome.failure;
    const wait = tuning.firstPause * 2 ** (attempt - 1) * (1 + Math.random() / 4);
    await pause(Math.min(tuning.longestPause, Math.max(wait, outcome.after)));
  }
}

/** `after`: milliseconds that the server wants to be left alone, null where asking again helps nothing. */
type Outcome<T> = { readonly value: T } | { readonly failure: RemoteFailure; readonly after: number | null };

async function tryOnce<T>(
  remote: Remote,
  headers: Headers,
  take: (answer: IncomingMessage) => Promise<T>,
  tuning: NetworkTuning,
): Promise<Outcome<T>> {
  try {
    const answer = await send(remote, headers, tuning);
    const status = answer.statusCode ?? 0;
    if ((status >= 200 && status < 300) || status === 416) return { value: await take(answer) };
    answer.destroy();
    const failure = failureOf(remote.shown, answer, status);
    return { failure, after: PASSING_STATUS.has(status) ? retryAfter(answer) : null };
  } catch (error) {
    if (error instanceof RemoteFailure) return { failure: error, after: null };
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? String(error.code) : '';
    const connecting = 'syscall' in error && error.syscall === 'connect';
    if (code === '' || (DISK_ERRORS.has(code) && !connecting)) throw error;
    const reason = code === 'IDLE' || code === 'ETIMEDOUT' ? 'timeout' : 'unreachable';
    return { failure: new RemoteFailure(remote.shown, reason, code), after: PASSING_ERROR.has(code) ? 0 : null };
  }
}

function failureOf(shown: string, answer: IncomingMessage, status: number): RemoteFailure {
  const region = answer.headers['x-amz-bucket-region'];
  if (typeof region === 'string' && (status === 301 || status === 400)) return new RemoteFailure(shown, 'region', region);
  if (status === 401 || status === 403) return new RemoteFailure(shown, 'denied', `${status}`);
  if (status === 404 || status === 410) return new RemoteFailure(shown, 'missing', `${status}`);
  return new RemoteFailure(shown, 'status', `${status}`);
}

function retryAfter({ headers }: IncomingMessage): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** One question and its answer, redirects followed: never from https to http, and credentials stay with their host. */
async function send(remote: Remote, headers: Headers, tuning: NetworkTuning): Promise<IncomingMessage> {
  const prepared = await remote.prepare({ ...headers, 'accept-encoding': 'identity', 'user-agent': 'jatdae' });
  let { url } = prepared;
  let sent = prepared.headers;
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const answer = await sendTo(url, sent, tuning);
    const { location } = answer.headers;
    const redirected = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) && location !== undefined;
    if (!redirected || !remote.followsRedirects) return answer;
    answer.destroy();
    const next = nextPlace(location, url, remote.shown);
    if (next.origin !== url.origin) sent = Object.fromEntries(Object.entries(sent).filter(([name]) => name !== 'authorization'));
    url = next;
  }
  throw new RemoteFailure(remote.shown, 'redirect');
}

/** @throws RemoteFailure */
export function nextPlace(location: string, from: URL, shown: string): URL {
  if (!URL.canParse(location, from.href)) throw new RemoteFailure(shown, 'redirect');
  const next = new URL(location, from);
  if (next.protocol === 'https:' || next.protocol === from.protocol) {
    next.username = '';
    next.password = '';
    return next;
  }
  throw new RemoteFailure(shown, from.protocol === 'https:' && next.protocol === 'http:' ? 'insecure' : 'redirect');
}

function sendTo(url: URL, headers: Headers, tuning: NetworkTuning): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'GET', headers });
    sent.setTimeout(tuning.idle, () => sent.destroy(Object.assign(new Error('no byte came'), { code: 'IDLE' })));
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end();
  });
}
