import { createHash } from 'node:crypto';
import { VERSION } from '@jatdae/validator';

/**
 * What must be the same on all hosts for a report to be the same bytes: the version of jatdae, its build, and the major version of Node, whose Unicode tables
 * and serialization are part of the result.
 * @param entries what the command line starts from, which is named by hashes of all that it loads; null where only the compiler ran
 */
export function fleetVersion(entries: string | null): string {
  const build = entries === null ? 'no bundle' : createHash('sha256').update(entries).digest('hex').slice(0, 8);
  return `${VERSION} (${build}, Node ${process.versions.node.replace(/\..*$/u, '')})`;
}
