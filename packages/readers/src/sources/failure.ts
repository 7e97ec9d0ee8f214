/**
 * What kept bytes from being had over a network. `missing`: 404 or 410; `denied`: 401 or 403; `status`: another answer that is no
 * success; `insecure`: a redirect from https to http; `redirect`: too many, or to nowhere; `changed`: not what it was when it was
 * opened; `no-range`: the server gives only whole files, and this one is too large for that.
 */
export type RemoteReason =
  | 'missing'
  | 'denied'
  | 'status'
  | 'insecure'
  | 'redirect'
  | 'unreachable'
  | 'timeout'
  | 'changed'
  | 'no-range'
  | 'malformed-listing'
  | 'region';

export class RemoteFailure extends Error {
  /** as the file system has it: ENOENT for what was there and is no longer */
  readonly code: string;

  constructor(
    /** without secrets */
    readonly address: string,
    readonly reason: RemoteReason,
    /** a status, a region, or the system's word for what happened */
    readonly detail = '',
  ) {
    super(`${address}: ${reason}${detail === '' ? '' : ` (${detail})`}`);
    this.name = 'RemoteFailure';
    this.code = reason === 'changed' || reason === 'missing' ? 'ENOENT' : 'EREMOTE';
  }
}
