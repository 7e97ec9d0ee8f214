/** Takes bytes in order; what it was given may be reused once it is done. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** One that has more to write once it has all bytes. */
export interface EndingSink extends ByteSink {
  end(): Promise<void>;
}

/** Writes records of one format, one after the other. */
export interface RecordWriter {
  /** A record as UTF-8 JSON text, good until the call is done. Formats that are tables take objects alone, of the surveyed columns. */
  add(record: Uint8Array): Promise<void>;
  /** Writes what comes behind the last record. */
  end(): Promise<void>;
}

/** Bytes that are handed on at a time. */
const PIECE = 256 << 10;

/** Joins small pieces, so that a record of a hundred bytes is no call to the system. */
export function buffered(sink: ByteSink): ByteSink & { flush(): Promise<void> } {
  const buffer = Buffer.allocUnsafe(PIECE);
  let used = 0;
  const flush = async (): Promise<void> => {
    const piece = buffer.subarray(0, used);
    used = 0;
    if (piece.length > 0) await sink.write(piece);
  };
  return {
    flush,
    async write(bytes) {
      if (used + bytes.length > PIECE) await flush();
      if (bytes.length > PIECE) return sink.write(bytes);
      buffer.set(bytes, used);
      used += bytes.length;
    },
  };
}
