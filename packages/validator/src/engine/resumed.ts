import type { ScannedSplit } from '../scan/scan-split.js';
import type { Engine, ScanProgress } from './engine.js';
import type { ScannedFiles } from './scanned-files.js';

/** Puts each scanned split aside before it is merged, and takes those that are there already instead of scanning them again. */
export function resumed(engine: Engine, files: ScannedFiles): Engine {
  return {
    ...engine,
    async *scan(plan, signal, onProgress: (progress: ScanProgress) => void) {
      const fresh = engine.scan(plan, signal, onProgress, files.done)[Symbol.asyncIterator]();
      try {
        for (const { index } of plan.splits) {
          if (signal.aborted) return;
          if (files.done.has(index)) {
            const scanned = await files.load(index);
            onProgress({ bytes: scanned.parts.reduce((sum, { bytes }) => sum + bytes, 0), items: scanned.rows });
            yield scanned;
            continue;
          }
          const next = await fresh.next();
          if (next.done === true) return;
          if (isWhole(next.value)) await files.save(next.value);
          yield next.value;
        }
      } finally {
        await fresh.return?.();
      }
    },
  };
}

/** What could not be read may be readable the next time. */
const isWhole = ({ parts }: ScannedSplit): boolean => parts.every(({ unread }) => unread === 0);
