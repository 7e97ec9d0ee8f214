import type { ScannedRun } from '../scan/scanned-run.js';
import type { Engine, ScanProgress } from './engine.js';
import type { ScannedFiles } from './scanned-files.js';

/** Puts what was scanned aside before it is merged, and takes splits that are there already instead of scanning them again. */
export function resumed(engine: Engine, files: ScannedFiles): Engine {
  return {
    ...engine,
    async *scan(plan, signal, onProgress: (progress: ScanProgress) => void) {
      /** first splits of what the engine put aside itself */
      const saved = new Set<number>();
      const save = async (scanned: ScannedRun): Promise<void> => {
        if (!isWhole(scanned)) return;
        await files.save(scanned);
        saved.add(scanned.splits[0]?.split ?? -1);
      };
      const fresh = engine.scan(plan, signal, onProgress, { done: files.done, save })[Symbol.asyncIterator]();
      try {
        for (let index = 0; index < plan.splits.length && !signal.aborted; ) {
          const kept = await files.load(index);
          if (kept !== null) {
            for (const { parts, rows } of kept.splits)
              onProgress({ bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), items: rows });
          }
          const next = kept ?? (await scannedBy(fresh));
          if (next === null) return;
          if (kept === null && !saved.has(index)) await save(next);
          index += next.splits.length;
          yield next;
        }
      } finally {
        await fresh.return?.();
      }
    },
  };
}

/** What could not be read may be readable the next time. */
const isWhole = ({ splits }: ScannedRun): boolean => splits.every(({ parts }) => parts.every(({ unread }) => unread === 0));

async function scannedBy(fresh: AsyncIterator<ScannedRun>): Promise<ScannedRun | null> {
  const next = await fresh.next();
  return next.done === true ? null : next.value;
}
