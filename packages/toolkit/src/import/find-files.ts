import { type FileTree, matchFiles } from '@jatdae/readers';
import { escapeGlob } from '../init/files/glob.js';

/** Paths that a glob of a description means; a path that is no pattern is looked up. */
export type FindFiles = (glob: string) => readonly string[];

export function createFinder(tree: FileTree): FindFiles {
  const paths = new Set(tree.entries.filter(({ kind }) => kind === 'file').map(({ path }) => path));
  return (glob) => {
    const plain = glob.replace(/\\(.)/gu, '$1');
    if (escapeGlob(plain) !== glob) return matchFiles(tree, glob).map(({ path }) => path);
    return paths.has(plain) ? [plain] : [];
  };
}
