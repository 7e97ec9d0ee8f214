import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from './shapes.js';

/** Writes files into a new folder called `quiz`, somewhere below `root`, and gives its path. */
export async function layFiles(root: string, files: Files): Promise<string> {
  const folder = join(await mkdtemp(join(root, 'data-')), 'quiz');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
