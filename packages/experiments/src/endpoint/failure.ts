import type { Localized } from '@jatdae/schema';
import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { type Outcome, quoted } from './outcome.js';
import { retryAfter } from './retry-after.js';

/** What a request that threw comes to. */
export function failureOf(error: unknown, model: string, now: number): Outcome {
  if (error instanceof APIUserAbortError || nameOf(error) === 'AbortError') return failed(TIMED_OUT);
  if (error instanceof APIConnectionError) return connectionFailure(error);
  if (error instanceof APIError && error.status !== undefined) return statusFailure(error, error.status, model, now);
  // What a stream says after it began has no status.
  if (error instanceof APIError) return failed(serverSays(error.message));
  if (error instanceof SyntaxError) return failed(NOT_JSON);
  return failed(cutOff(codeOf(error) ?? messageOf(error)));
}

const failed = (message: Localized, after: number | null = null): Outcome => ({ kind: 'failed', message, after });
const stop = (ko: string, en: string, call = true): Outcome => ({ kind: 'stop', message: { ko, en }, call });

const TIMED_OUT: Localized = { ko: '제한 시간 안에 답이 오지 않았습니다', en: 'no answer within the time limit' };
const NOT_JSON: Localized = { ko: '응답이 올바른 JSON이 아닙니다', en: 'the response is not valid JSON' };

const serverSays = (message: string): Localized => ({
  ko: `서버의 응답: ${quoted(message)}`,
  en: `the server says: ${quoted(message)}`,
});

const cutOff = (message: string): Localized => ({
  ko: `응답이 중간에 끊겼습니다(${quoted(message)})`,
  en: `the response was cut off (${quoted(message)})`,
});

const unreachable = (code: string): Localized => {
  const [ko, en] = CONNECTION[code] ?? [`연결하지 못했습니다(${code})`, `no connection (${code})`];
  return { ko, en };
};

const CONNECTION: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  ECONNREFUSED: ['서버가 연결을 받지 않습니다(ECONNREFUSED)', 'the server refuses the connection (ECONNREFUSED)'],
  ENOTFOUND: ['그런 이름의 서버가 없습니다(ENOTFOUND)', 'there is no server of that name (ENOTFOUND)'],
  ECONNRESET: ['서버가 연결을 끊었습니다(ECONNRESET)', 'the server closed the connection (ECONNRESET)'],
  UND_ERR_SOCKET: ['서버가 연결을 끊었습니다', 'the server closed the connection'],
};

const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/u;

/** A certificate does not become good by asking again. */
function connectionFailure(error: APIConnectionError): Outcome {
  const code = codeOf(error);
  if (code === null) return failed(unreachable(quoted(messageOf(deepest(error)))));
  if (!TLS.test(code)) return failed(unreachable(code));
  return stop(
    `서버와 보안 연결(TLS)을 맺지 못했습니다: ${code}. 주소가 http인지 https인지, 인증서가 맞는지 확인하십시오. 기관의 인증서라면 NODE_EXTRA_CA_CERTS로 알려 주십시오.`,
    `No secure connection (TLS) with the server: ${code}. Check whether the address is http or https and whether the certificate is right; name an institution's own authority with NODE_EXTRA_CA_CERTS.`,
  );
}

function statusFailure(error: APIError, status: number, model: string, now: number): Outcome {
  const said = quoted(error.message);
  if (status === 401 || status === 403)
    return stop(
      `서버가 키를 받아들이지 않습니다: ${said}. 환경 변수 OPENAI_API_KEY(또는 --api-key-env로 정한 변수)를 확인하십시오.`,
      `The server does not accept the key: ${said}. Check the environment variable OPENAI_API_KEY, or the one that --api-key-env names.`,
    );
  if (status === 402 || error.code === 'insufficient_quota')
    return stop(`서버가 쓸 수 있는 한도가 없다고 합니다: ${said}`, `The server says that there is no quota left: ${said}`, false);
  if (status === 404)
    return stop(
      `서버에 그런 모델이나 주소가 없습니다: ${said}. --model ${model}과 --base-url을 확인하십시오. 주소는 보통 /v1로 끝납니다.`,
      `The server has no such model or address: ${said}. Check --model ${model} and --base-url, which usually ends in /v1.`,
    );
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500)
    return failed(serverSays(said), retryAfter(error.headers, now));
  return { kind: 'refused', status, message: said };
}

function codeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    // Of several addresses that were tried, the first tells.
    if (at instanceof AggregateError && at.errors[0] instanceof Error) return codeOf(at.errors[0]);
  }
  return null;
}

function deepest(error: Error): unknown {
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && at.cause !== undefined && depth < 5; depth++) at = at.cause;
  return at;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
