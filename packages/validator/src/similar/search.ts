import { type BandWork, searchBands } from './band-search.js';
import { type Counted, type CountWork, countHolders } from './contained-count.js';
import { type SeekWork, seekContained } from './contained-seek.js';
import type { PairsFound } from './pairs-found.js';
import type { SearchMemory } from './search-memory.js';
import type { SimilarSettings } from './settings.js';
import { type Dealt, type DealWork, dealStored } from './stored-anchors.js';

/** A part of the search for near items: what it needs is in it, in shared memory, or in files that it names. */
export type SearchWork = BandWork | DealWork | CountWork | SeekWork;

export type SearchFound = PairsFound | Dealt | Counted;

export function search(settings: SimilarSettings, work: SearchWork, memory: SearchMemory): SearchFound {
  if (work.kind === 'bands') return searchBands(settings, work, memory);
  if (work.kind === 'deal') return dealStored(work);
  return work.kind === 'count' ? countHolders(work, memory) : seekContained(settings, work, memory);
}

/** What is handed over and not copied. */
export function buffersOf(found: SearchFound): ArrayBuffer[] {
  if (found.kind === 'dealt') return [];
  const ints = found.kind === 'pairs' ? [found.pairs.held, found.cut] : [found.anchors, found.holders, found.own];
  return ints.map(({ buffer }) => buffer as ArrayBuffer);
}
