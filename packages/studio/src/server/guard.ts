import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { RequestProblem } from '../problem.js';

/** Scripts and styles from this server alone, none inline; frames, plugins and forms nowhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every response, also those that refuse. */
export const safeHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
};

/** Cookies know no ports: two reviews on one machine must not share one. */
export const cookieName = (port: number): string => `jatdae-review-${port}`;

/**
 * Lets a request in only as this server's own page sends it: by the name of this machine (a foreign name that is made to point here is DNS
 * rebinding), from no other origin, and with the token. @param port that the server listens on, once it does
 */
export function guard(port: () => number, token: string): MiddlewareHandler {
  return async (context, next) => {
    const own = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const origins = own.map((host) => `http://${host}`);
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site') ?? 'none';
    const isOwnHost = own.includes(context.req.header('host') ?? '');
    const isOwnOrigin = origin === undefined || origins.includes(origin);
    // A link in a mail may lead to the address with the token; nothing else may come from elsewhere.
    const mayCome = ['none', 'same-origin'].includes(site) || isEntry(context);
    if (!isOwnHost || !isOwnOrigin || !mayCome) throw otherOrigin();
    const given = isEntry(context) ? context.req.query('token') : getCookie(context, cookieName(port()));
    if (!isToken(given ?? '', token)) throw noToken();
    await next();
  };
}

const isEntry = ({ req }: Context): boolean => req.method === 'GET' && req.path === '/' && req.query('token') !== undefined;

function isToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const otherOrigin = (): RequestProblem =>
  new RequestProblem('origin', {
    ko: '다른 사이트나 다른 이름으로 온 요청은 받지 않습니다. 터미널에 나온 주소로 여십시오.',
    en: 'Requests from other sites or by other names are refused. Open the address that the terminal shows.',
  });

const noToken = (): RequestProblem =>
  new RequestProblem('token', {
    ko: '이 심사를 여는 열쇠가 없습니다. 터미널에 나온 주소(?token=…)를 그대로 여십시오.',
    en: 'The token of this review is missing. Open the address in the terminal as it is (?token=…).',
  });
