/**
 * Memory for what a split leaves. In shared memory that is used again once it was put aside V8 sees nothing grow; of all other memory it collects the garbage
 * whenever some twenty megabytes have come, and marks all that lives for it.
 */
export interface LogRoom {
  /** Room for so many integers, with whatever stood there. */
  take(length: number): Int32Array;
  /** From now on the room of all but the smallest logs is in shared memory; takes over ranges that were given back. */
  lend(ranges: readonly SharedArrayBuffer[]): void;
  /** Takes a log back that nobody looks at any more. */
  giveBack(log: Int32Array): void;
  /** Keeps no range any longer, and takes none back until it is lent some. */
  letGo(): void;
}

/** Bytes that are kept for later: of a run of splits whose logs are put into a file. */
const MOST_KEPT = 64 << 20;
/** A range is as much larger than what it was taken for, so that the next log fits, too. */
const SLACK = 1.25;
/** Ranges are multiples of it; what is smaller is ordinary memory, for there may be very many of such. */
const LEAST_BYTES = 1 << 14;

export function createLogRoom(): LogRoom {
  let isShared = false;
  /** smallest first */
  let free: SharedArrayBuffer[] = [];

  function range(bytes: number): SharedArrayBuffer {
    const fitting = free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = fitting < 0 ? [] : free.splice(fitting, 1);
    return found ?? new SharedArrayBuffer(Math.ceil((bytes * SLACK) / LEAST_BYTES) * LEAST_BYTES);
  }

  function lend(ranges: readonly SharedArrayBuffer[]): void {
    isShared = true;
    free = [...free, ...ranges].sort((a, b) => a.byteLength - b.byteLength);
    // The large ones fit more.
    for (let kept = free.reduce((sum, { byteLength }) => sum + byteLength, 0); kept > MOST_KEPT; )
      kept -= free.shift()?.byteLength ?? kept;
  }

  return {
    take: (length) =>
      isShared && length * 4 >= LEAST_BYTES ? new Int32Array(range(length * 4), 0, length) : new Int32Array(length),
    lend,
    giveBack(log) {
      const own = rangeOf(log);
      if (own !== null && isShared) lend([own]);
    },
    letGo() {
      isShared = false;
      free = [];
    },
  };
}

/** Of memory that nobody gives back. */
export const plainRoom: Pick<LogRoom, 'take'> = { take: (length) => new Int32Array(length) };

/** The range that a log stands in, null where it is no shared memory. */
export const rangeOf = ({ buffer }: Int32Array): SharedArrayBuffer | null =>
  buffer instanceof SharedArrayBuffer ? buffer : null;
