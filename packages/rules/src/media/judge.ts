import type { Manifest } from '@jatdae/schema';
import type { MediaFile, MediaView } from '../contract.js';

type Minimum = NonNullable<NonNullable<Manifest['media']>['minimum']>;

/** In the order in which they are judged; a file has one finding. */
const MEASURES = ['width', 'height', 'sampleRate', 'seconds', 'bytes'] as const;

export interface Shortfall {
  readonly what: (typeof MEASURES)[number];
  readonly actual: number;
  readonly least: number;
}

/** The first measure of a medium that is below the manifest's minimum. What its format does not tell is not judged. */
export function shortfallOf(file: MediaFile, minimum: Minimum | undefined): Shortfall | null {
  for (const what of minimum === undefined ? [] : MEASURES) {
    const least = minimum?.[what];
    const actual = file[what];
    if (least !== undefined && actual !== null && actual < least) return { what, actual, least };
  }
  return null;
}

/** The media that the deliverable answers for: those below the media root, and those that items refer to. */
export function deliveredMedia({ files, used }: MediaView): MediaFile[] {
  return files.filter(({ below }, f) => below || used.has(f));
}
