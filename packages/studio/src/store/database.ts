/** A statement with `$1`, `$2`, … in the place of values. */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;

/** PostgreSQL, embedded or a server: the same SQL runs on both. */
export interface Database {
  readonly query: Query;
  /** What was committed is on the disk once it is fulfilled; where `work` fails, nothing of it stays. */
  transaction<Value>(work: (query: Query) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

/** Nothing was stored, for no fault of who asked: the disk is full, or the server is away. */
export class StoreFailure extends Error {
  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.name = 'StoreFailure';
  }
}
