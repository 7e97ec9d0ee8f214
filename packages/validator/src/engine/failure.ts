/** An error on its way from a worker: of what an error says besides its text, a copy keeps nothing. */
export interface PackedFailure {
  readonly error: unknown;
  /** the system's word, such as ENOSPC, by which a full disk is told */
  readonly code: string | null;
}

export const packFailure = (error: unknown): PackedFailure => ({
  error,
  code: error instanceof Error && 'code' in error ? String(error.code) : null,
});

export const unpackFailure = ({ error, code }: PackedFailure): unknown =>
  error instanceof Error && code !== null ? Object.assign(error, { code }) : error;
