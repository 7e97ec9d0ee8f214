import type { ApiProblem } from '../../src/api.js';

/** The server answered, and refused. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: ApiProblem,
  ) {
    super(problem.message.en);
    this.name = 'Refusal';
  }
}

/** No answer came: the server is away, or the line is. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the server does not answer', { cause });
    this.name = 'Unreachable';
  }
}

/** How long an answer may take, milliseconds. */
const PATIENCE = 20_000;

export const get = <T>(path: string): Promise<T> => ask<T>(path, { method: 'GET' });

export const post = <T>(path: string, body: unknown): Promise<T> =>
  ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** @throws Refusal, Unreachable */
async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const { status, ok, value } = await fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE) })
    .then(async (response) => ({ status: response.status, ok: response.ok, value: (await response.json()) as unknown }))
    .catch((cause: unknown) => {
      throw new Unreachable(cause);
    });
  if (ok) return value as T;
  throw new Refusal(status, isProblem(value) ? value : { code: 'failed', message: unexpected(status) });
}

const isProblem = (value: unknown): value is ApiProblem =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

const unexpected = (status: number): ApiProblem['message'] => ({
  ko: `서버가 뜻밖의 답을 주었습니다(${status}). 터미널의 메시지를 확인하십시오.`,
  en: `The server gave an unexpected answer (${status}). Look at the terminal.`,
});

/** Whether the same request may succeed later: nothing was stored. */
export const mayPass = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof Refusal && (error.status === 503 || error.status === 401));
