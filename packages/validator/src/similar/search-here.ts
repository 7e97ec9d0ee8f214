import type { Plan } from '../plan/plan.js';
import { createBreather } from '../scan/breather.js';
import { type SearchFound, type SearchWork, search } from './search.js';
import { createSearchMemory } from './search-memory.js';
import { similarSettings } from './settings.js';

/** Does parts of the search for near items in this thread: see `Engine.search`. */
export async function* searchHere(
  plan: Plan,
  work: readonly SearchWork[],
  signal: AbortSignal,
): AsyncGenerator<SearchFound, void, void> {
  const settings = similarSettings(plan);
  const memory = createSearchMemory();
  const breathe = createBreather();
  for (const each of work) {
    if (signal.aborted || settings === null) return;
    yield search(settings, each, memory);
    await breathe();
  }
}
