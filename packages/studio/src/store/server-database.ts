import type { PoolClient } from 'pg';
import { type Database, type Query, StoreFailure } from './database.js';
import { loadPg } from './load-pg.js';

/** Connections of one review server; a reviewer's request takes one for a few milliseconds. */
const CONNECTIONS = 4;

/** A PostgreSQL server. @param url such as postgres://user@host/database */
export async function openServer(url: string): Promise<Database> {
  const pg = await loadPg();
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: 10_000 });
  // A connection that breaks while nobody uses it is replaced when one is needed again.
  pool.on('error', () => undefined);
  // One that breaks between two statements fails at the next; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const connect = (): Promise<PoolClient> =>
    pool.connect().catch((error: unknown) => {
      throw new StoreFailure(error);
    });

  return {
    async query(sql, values) {
      const client = await connect();
      try {
        return await queryOf(client)(sql, values);
      } finally {
        client.release();
      }
    },
    async transaction(work) {
      const client = await connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const value = await work(queryOf(client));
        await queryOf(client)('commit');
        return value;
      } catch (error) {
        // The connection may be what broke; it is thrown away then.
        await client.query('rollback').catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

const queryOf =
  (client: PoolClient): Query =>
  async <Row>(sql: string, values: readonly unknown[] = []) => {
    try {
      return (await client.query(sql, [...values])).rows as Row[];
    } catch (error) {
      throw isBroken(error) ? new StoreFailure(error) : error;
    }
  };

/** Without a code of SQL the connection is gone; classes 08, 53, 57 and 58 are of connection, room, shutdown and disk. */
function isBroken(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return !/^[0-9A-Z]{5}$/u.test(code) || /^(?:08|53|57|58|XX)/u.test(code);
}
