/** Writes records of one format, one after the other. */
export interface RecordWriter {
  /** A record as UTF-8 JSON text, good until the call is done. Formats that are tables take objects alone, of the surveyed columns. */
  add(record: Uint8Array): Promise<void>;
  /** Writes what comes behind the last record. */
  end(): Promise<void>;
}
