import type { Plan } from '../plan/plan.js';
import { startCrew } from './crew.js';
import type { Engine } from './engine.js';
import { openLocalEngine, usefulThreads } from './local-threads.js';

/** The search for near items by threads of this process, which start with its first part: for whoever has the scans done elsewhere. */
export function createSearchEngine(plan: Plan, jobs: number): Pick<Engine, 'width' | 'search' | 'close'> {
  const threads = usefulThreads(plan, jobs);
  let engine: Engine | null = null;
  return {
    width: () => ({ threads, beside: threads }),
    search(...searching) {
      engine ??= openLocalEngine(startCrew(threads - 1));
      return engine.search(...searching);
    },
    async close() {
      await engine?.close();
    },
  };
}
