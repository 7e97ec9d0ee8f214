/** How a scan is divided. Tests and measurements set it, so that little data is as many pieces as much data. */
export interface ScanShape {
  /** bytes that a worker scans as one piece */
  readonly runBytes: number;
  /** results that a worker merges at once; null: whoever started the run merges them all */
  readonly fanIn: number | null;
}

/** Little comes back of a run where the logs of the items stay in a folder that all see; else all of it waits in Redis until what is before it is merged. */
const RUN_BYTES = 128 << 20;
const RUN_BYTES_IN_REDIS = 16 << 20;
const FAN_IN = 32;

/** Without a folder the logs of all items come to whoever started the run in any case: passed from merge to merge they would only take longer. */
export const shapeFor = (folder: string | null): ScanShape =>
  folder === null ? { runBytes: RUN_BYTES_IN_REDIS, fanIn: null } : { runBytes: RUN_BYTES, fanIn: FAN_IN };
