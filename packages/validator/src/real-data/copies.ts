import { chmod, copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Public datasets as their authors publish them, beside the repository; they are no part of it. */
export const DATA = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));

/** Copies, because a link out of the deliverable is not read (M005). */
export async function copy(from: string, to: string): Promise<void> {
  if ((await stat(from)).isDirectory()) {
    for (const name of await readdir(from)) await copy(join(from, name), join(to, name));
    return;
  }
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  await chmod(to, 0o644);
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
