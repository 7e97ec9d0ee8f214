import type { ScanProgress } from '@jatdae/validator';

/** Progress over all hosts. A piece that is begun again tells of the same bytes once more, which count once. */
export interface FleetProgress {
  listen(listener: (more: ScanProgress) => void): void;
  /** all of a piece so far */
  add(name: string, bytes: number, items: number): void;
  forget(name: string): void;
}

export function createProgress(): FleetProgress {
  const known = new Map<string, ScanProgress>();
  let onProgress: (more: ScanProgress) => void = () => undefined;
  return {
    listen(listener) {
      onProgress = listener;
    },
    add(name, bytes, items) {
      const before = known.get(name) ?? { bytes: 0, items: 0 };
      if (bytes <= before.bytes) return;
      known.set(name, { bytes, items });
      onProgress({ bytes: bytes - before.bytes, items: items - before.items });
    },
    forget: (name) => void known.delete(name),
  };
}
