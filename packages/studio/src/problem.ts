import type { Localized } from '@jatdae/schema';
import type { ApiProblem } from './api.js';

const STATUS = {
  invalid: 400,
  token: 401,
  origin: 403,
  'not-found': 404,
  'not-ready': 409,
  planned: 409,
  'no-plan': 409,
  'id-taken': 409,
  'too-large': 413,
  failed: 500,
  'not-stored': 503,
} as const satisfies Readonly<Record<ApiProblem['code'], number>>;

/** A request that is answered with a problem. */
export class RequestProblem extends Error {
  readonly problem: ApiProblem;
  readonly status: (typeof STATUS)[ApiProblem['code']];
  constructor(code: ApiProblem['code'], message: Localized) {
    super(message.en);
    this.name = 'RequestProblem';
    this.problem = { code, message };
    this.status = STATUS[code];
  }
}

export const invalid = (ko: string, en: string): RequestProblem => new RequestProblem('invalid', { ko, en });
