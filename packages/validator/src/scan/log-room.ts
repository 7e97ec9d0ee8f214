/**
 * Memory for what a split leaves. In shared memory that is used again once it was put aside V8 sees nothing grow; of all other memory it collects the garbage
 * whenever some twenty megabytes have come, and marks all that lives for it.
 */
export interface LogRoom {
  /** Room for so many integers, with whatever stood there. */
  take(length: number): Int32Array;
  /** From now on the room is in shared memory; takes over ranges that were given back. */
  lend(ranges: readonly SharedArrayBuffer[]): void;
}

/** Ranges that are kept for later: more than a split takes only where its logs became larger. */
const MOST_KEPT = 8;
/** A range is as much larger than what it was taken for, so that the next log fits, too. */
const SLACK = 1.25;
const LEAST_BYTES = 1 << 14;

export function createLogRoom(): LogRoom {
  let isShared = false;
  let free: SharedArrayBuffer[] = [];

  function range(bytes: number): SharedArrayBuffer {
    const fitting = free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [found] = fitting < 0 ? [] : free.splice(fitting, 1);
    return found ?? new SharedArrayBuffer(Math.ceil((bytes * SLACK) / LEAST_BYTES) * LEAST_BYTES);
  }

  return {
    take: (length) => (isShared && length > 0 ? new Int32Array(range(length * 4), 0, length) : new Int32Array(length)),
    lend(ranges) {
      isShared = true;
      free = [...free, ...ranges].sort((a, b) => a.byteLength - b.byteLength).slice(-MOST_KEPT);
    },
  };
}

/** Of memory that nobody gives back. */
export const plainRoom: Pick<LogRoom, 'take'> = { take: (length) => new Int32Array(length) };

/** The range that a log stands in, null where it is no shared memory. */
export const rangeOf = ({ buffer }: Int32Array): SharedArrayBuffer | null =>
  buffer instanceof SharedArrayBuffer ? buffer : null;
