import type { ItemRecord } from '../columns.js';

/** A data file that is written record by record. */
export interface DataFile {
  add(record: ItemRecord): Promise<void>;
  end(): Promise<void>;
}

/** How records are written and read back. Readers share no code with writers. */
export interface FileKind {
  write(path: string): Promise<DataFile>;
  /** @throws Error where the file is not of the format, or has other columns */
  read(path: string): AsyncGenerator<ItemRecord, void, void>;
}
