import type { FileTree } from '@jatdae/readers';
import type { Manifest, Place, Profile } from '@jatdae/schema';

/** A profile with the SHA-256 of what it comes to, all that it extends included. */
export interface LoadedProfile {
  readonly profile: Profile;
  readonly sha256: string;
}

/** A deliverable whose manifest and profile can be used. */
export interface Opened {
  /** absolute path of the deliverable's folder, or of the archive that it is */
  readonly root: string;
  /** its files, where it is an archive */
  readonly archive: FileTree | null;
  /** the manifest's name in it */
  readonly manifestPath: string;
  readonly manifest: Manifest;
  readonly profile: LoadedProfile;
  manifestPlace(pointer: string): Place;
  /** a number of the manifest as it is written */
  manifestSpelling(pointer: string): string | null;
  /** a file that the manifest names; null where it cannot be read */
  read(path: string): Promise<Uint8Array | null>;
}
