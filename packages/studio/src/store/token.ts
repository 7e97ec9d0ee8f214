import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isServer } from './open-database.js';

/**
 * The secret of a review's address. In a folder it stays as long as the database, so that a page that is open goes on after the server
 * was started again; only the owner may read it. With a database server every start has its own.
 */
export async function keepToken(where: string): Promise<string> {
  const fresh = randomBytes(24).toString('base64url');
  if (isServer(where)) return fresh;
  const path = join(where, 'token');
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (/^[\w-]{32}$/u.test(kept)) return kept;
  await writeFile(path, fresh, { mode: 0o600 });
  return fresh;
}
