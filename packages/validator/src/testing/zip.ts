import { zipArchive } from '@jatdae/readers/testing-archives';

/** A zip of files by path: deflated unless `stored`, names in UTF-8 without the flag, as many Korean tools write them. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, stored = false): Uint8Array {
  return zipArchive(Object.entries(files).map(([name, content]) => ({ name, content, stored })));
}
