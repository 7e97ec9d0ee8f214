import type { Progress } from './options.js';
import type { Planned } from './plan/make-plan.js';

/** Tells of a phase, and of what came since it was told last. */
export type ProgressReporter = (
  phase: Progress['phase'],
  more?: { readonly bytes: number; readonly items: number; readonly files?: number },
) => void;

/** Adds up what is done, for whoever wants to show it. */
export function createProgress(
  { plan }: Planned,
  onProgress: ((progress: Progress) => void) | undefined,
  startedAt: Date,
): ProgressReporter {
  const files = plan.files.length;
  const bytes = plan.files.reduce((sum, { size }) => sum + size, 0);
  const done = { bytes: 0, items: 0, files: 0 };
  return (phase, more) => {
    done.bytes += more?.bytes ?? 0;
    done.items += more?.items ?? 0;
    done.files += more?.files ?? 0;
    const ended = phase !== 'scan';
    onProgress?.({
      phase,
      files,
      filesDone: ended ? files : done.files,
      bytes,
      bytesDone: ended ? bytes : Math.min(bytes, done.bytes),
      items: done.items,
      seconds: (Date.now() - startedAt.getTime()) / 1000,
    });
  };
}
