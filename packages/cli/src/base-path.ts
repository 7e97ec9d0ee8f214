import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';

/**
 * Where a deliverable's folder lies below the folder of the call, with `/` between names: what comes before a report's paths for a program that knows the
 * files of a repository. Undefined where it is not below it, is that folder, or is no folder but an archive or an address.
 */
export async function basePath(target: string, from = process.cwd()): Promise<string | undefined> {
  const facts = await stat(target).catch(() => null);
  if (facts === null) return undefined;
  const folder = facts.isDirectory() ? target : /\.(?:ya?ml|json)$/iu.test(target) ? dirname(target) : null;
  if (folder === null) return undefined;
  const below = relative(from, folder);
  if (below === '' || isAbsolute(below) || below === '..' || below.startsWith(`..${sep}`)) return undefined;
  return below.split(sep).join('/');
}
