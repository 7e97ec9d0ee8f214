import { readdir, readFile } from 'node:fs/promises';
import { extname, join, posix, sep } from 'node:path';
import { pageFolder } from './page-folder.js';

export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The files of the page by their paths; a request names one of these or nothing. None where the page was not built. */
export async function readPage(): Promise<ReadonlyMap<string, PageFile>> {
  const names = await readdir(pageFolder(), { recursive: true }).catch(() => []);
  const files = new Map<string, PageFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = posix.join('/', name.split(sep).join('/'));
    files.set(path === '/index.html' ? '/' : path, { type, bytes: new Uint8Array(await readFile(join(pageFolder(), name))) });
  }
  return files;
}
