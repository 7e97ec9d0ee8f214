import { type FileTree, openFile } from '../folder.js';
import type { ByteSource } from '../reader.js';
import { addressBelow, isRemote } from './address.js';
import type { RemoteFacts } from './http.js';
import type { SpoolSettings } from './remote-tree.js';

/** What speaks to servers is loaded only where one is to be spoken to. */
const remotes = () => import('./remote-tree.js');

/**
 * Opens a file below a deliverable's root by its `stored` path, wherever the root is: a folder, a web server, a bucket; '' is the
 * root itself. @throws FileRefused, RemoteFailure
 */
export async function openBelow(root: string, stored: string): Promise<ByteSource> {
  if (!isRemote(root)) return openFile(root, stored);
  const address = addressBelow(root, stored);
  const [{ remoteOf }, { openRemote }] = await Promise.all([remotes(), import('./http.js')]);
  return openRemote(remoteOf(address));
}

/** All objects below an `s3://` prefix. @throws RemoteFailure */
export const walkBucket = async (root: string): Promise<FileTree> => (await remotes()).listedTree(root);

/** Those of the paths that are below an address which cannot be listed. @throws RemoteFailure */
export const findRemote = async (root: string, paths: readonly string[], settings: SpoolSettings): Promise<FileTree> =>
  (await remotes()).remoteTree(root, paths, settings);

/** Tells what the files below an address are now; null for one that is no longer there or cannot be reached. */
export const remoteFacts = async (root: string): Promise<(stored: string) => Promise<RemoteFacts | null>> =>
  (await remotes()).createFactsReader(root);
