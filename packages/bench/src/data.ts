import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ITEM_SCHEMA } from './item-schema.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Folder of a generated deliverable of about `size` (as `256MiB`), made once and kept in the system's temporary folder. */
export async function deliverableOf(size: string): Promise<string> {
  const folder = join(tmpdir(), `jatdae-bench-data-2-${size}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  const script = join(repository, 'scripts/make-data.ts');
  const args = ['--import', 'tsx', script, draft, '--bytes', size, '--models', '0'];
  const made = spawnSync(process.execPath, args, { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
  if (made.status !== 0) throw new Error(`the data could not be made (${made.status ?? made.signal})`);
  await writeFile(join(draft, 'schemas/item.schema.json'), JSON.stringify(ITEM_SCHEMA, null, 2));
  await rename(draft, folder);
  return folder;
}

export const jatdaeProgram = join(repository, 'packages/cli/bin/jatdae.js');
export const baselineProgram = join(repository, 'packages/bench/dist/baseline.js');
