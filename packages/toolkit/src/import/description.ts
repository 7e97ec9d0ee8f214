import type { Localized } from '@jatdae/schema';
import type { ReadAs } from '../init/files/sample.js';

export type DescriptionForm = 'croissant' | 'datapackage';

/** What a description says of a file of data, or of the files that a glob means. */
export interface DescribedFile {
  /** glob below the folder; into an archive as `a.zip!/inner.csv` */
  readonly glob: string;
  readonly as: ReadAs;
  /** names of its columns, in their order; empty where they are not told */
  readonly columns: readonly string[];
  /** the column that tells records apart */
  readonly key: string | null;
  /** columns by what they are called, where that is not what the file calls them */
  readonly called: ReadonlyMap<string, string>;
  readonly bytes: number | null;
  /** lower case */
  readonly sha256: string | null;
  readonly title: string | null;
  /** the description gives an address, and this is what a download of it is called */
  readonly isRemote: boolean;
}

/** A file at an address. Nothing is fetched. */
export interface RemoteFile {
  readonly address: string;
  /** what it may be called in the folder, should somebody have downloaded it */
  readonly globs: readonly string[];
}

/** A description of a data set, in the words that both forms have. */
export interface Description {
  readonly form: DescriptionForm;
  /** name of the file that it stands in */
  readonly file: string;
  readonly name: string | null;
  readonly title: string | null;
  readonly version: string | null;
  readonly license: string | null;
  readonly languages: readonly string[];
  readonly files: readonly DescribedFile[];
  readonly remote: readonly RemoteFile[];
  readonly warnings: readonly Localized[];
}
