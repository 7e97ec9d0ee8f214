/** Takes bytes in order; what it was given may be reused once it is done. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** One that has more to write once it has all bytes. */
export interface EndingSink extends ByteSink {
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
