import { fsyncSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '@jatdae/validator';
import { type Database, type Query, StoreFailure } from './database.js';
import { loadPglite } from './load-pglite.js';

type Pglite = InstanceType<Awaited<ReturnType<typeof loadPglite>>['PGlite']>;

/** What Emscripten calls an open file of the disk. */
interface DiskStream {
  /** descriptor; absent of a folder */
  readonly nfd?: number;
}

/** Where PostgreSQL's own files lie; beside them the lock and the token. */
export const dataFolder = (folder: string): string => join(folder, 'data');

/**
 * PGlite in a folder of its own, which one process at a time may open.
 * @throws UsageError where another one has it open
 */
export async function openEmbedded(folder: string): Promise<Database> {
  await mkdir(folder, { recursive: true });
  const lock = await takeLock(join(folder, 'lock'), (who) => ({
    ko: `다른 심사가 이 데이터베이스를 열고 있습니다${who}: ${folder}. 그 심사의 주소로 함께 들어가거나, 서로 다른 컴퓨터에서 심사하려면 --database postgres://…를 쓰십시오.`,
    en: `Another review has this database open${who}: ${folder}. Join it at its address, or, to review from several computers, use --database postgres://….`,
  }));
  const at = dataFolder(folder);
  let current = openPglite(at);

  /** After a write that failed, PostgreSQL does not go on with what it has in memory: it is closed, and only then opened again from the disk. */
  async function reopened(broken: Promise<Pglite>): Promise<Pglite> {
    await broken.then((db) => db.close()).catch(() => undefined);
    return openPglite(at);
  }

  async function guarded<Value>(use: (db: Pglite) => Promise<Value>): Promise<Value> {
    const used = current;
    try {
      return await use(await used);
    } catch (error) {
      if (!isBroken(error)) throw error;
      if (current === used) {
        current = reopened(used);
        // Told to whoever uses it next.
        current.catch(() => undefined);
      }
      throw new StoreFailure(error);
    }
  }

  await current.catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  return {
    query: (sql, values) => guarded((db) => queryOf(db)(sql, values)),
    transaction: (work) => guarded((db) => db.transaction((inside) => work(queryOf(inside)))),
    async close() {
      await current.then((db) => db.close()).catch(() => undefined);
      await lock.release();
    },
  };
}

const queryOf =
  (db: Pick<Pglite, 'query'>): Query =>
  async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await db.query<Row>(sql, [...values])).rows;

/** Errors of a statement have a code of SQL; of these, class 53 and 58 are of the disk and the system, XX of a defect. */
function isBroken(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (!/^[0-9A-Z]{5}$/u.test(code)) return !(error instanceof Error && 'localized' in error) && !isOurs(error);
  return /^(?:53|57|58|XX)/u.test(code);
}

/** What `work` throws by itself, to be answered as it is. */
const isOurs = (error: unknown): boolean => error instanceof Error && 'problem' in error;

async function openPglite(folder: string): Promise<Pglite> {
  const { PGlite, NodeFS } = await loadPglite();
  const disk = new NodeFS(folder);
  const init = disk.init.bind(disk);
  // Emscripten's file system has no fsync, and PGlite switches PostgreSQL's own off: with both, what is committed is on the disk.
  disk.init = async (db, options) => {
    const { emscriptenOpts } = await init(db, options);
    type Hooks = NonNullable<typeof emscriptenOpts.preRun>;
    const hook = (module: unknown): void => {
      const { NODEFS } = module as { readonly NODEFS: { readonly stream_ops: Record<string, unknown> } };
      NODEFS.stream_ops.fsync = ({ nfd }: DiskStream) => {
        if (nfd !== undefined) fsyncSync(nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [emscriptenOpts.preRun ?? [], hook].flat() as Hooks } };
  };
  const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];
  return PGlite.create({ fs: disk, startParams });
}
