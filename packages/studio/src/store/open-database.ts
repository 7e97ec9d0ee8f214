import { access } from 'node:fs/promises';
import { UsageError } from '@jatdae/validator';
import type { Database } from './database.js';
import { dataFolder, openEmbedded } from './embedded.js';
import { migrate } from './migrations.js';
import { openServer } from './server-database.js';

export const isServer = (where: string): boolean => /^postgres(?:ql)?:\/\//u.test(where);

/** Whether there is no database yet, so that one is made. */
export const isNewFolder = async (where: string): Promise<boolean> =>
  !isServer(where) &&
  (await access(dataFolder(where)).then(
    () => false,
    () => true,
  ));

/**
 * Opens and updates the database of reviews: a folder, which is made where it is missing, or the address of a PostgreSQL server.
 * @throws UsageError where it cannot be used
 */
export async function openDatabase(where: string): Promise<Database> {
  let database: Database | null = null;
  try {
    database = isServer(where) ? await openServer(where) : await openEmbedded(where);
    await migrate(database);
    return database;
  } catch (error) {
    await database?.close();
    throw error instanceof UsageError ? error : unusable(where, error);
  }
}

function unusable(where: string, error: unknown): UsageError {
  const shown = isServer(where) ? where.replace(/\/\/[^/@]*@/u, '//').replace(/\?.*$/u, '') : where;
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError({
    ko: `심사 데이터베이스를 열 수 없습니다: ${shown} (${reason}). 폴더의 권한과 남은 공간을, 서버라면 주소와 권한을 확인하십시오.`,
    en: `The database of the review cannot be opened: ${shown} (${reason}). Check the folder's permissions and room, or the server's address and your rights there.`,
  });
}
