import type { Place } from '@jatdae/schema';

/** Place of a file as a whole. */
export function filePlace(path: string): Place {
  return { path, record: null, line: null, byte: null, pointer: null, column: null };
}
