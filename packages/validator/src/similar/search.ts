import { type BandsFound, type BandWork, searchBands } from './band-search.js';
import type { SimilarSettings } from './settings.js';

/** A part of the search for near items: what it needs is in it, in shared memory, or in files that it names. */
export type SearchWork = BandWork;

/** Of parts of the same work the outcome is the same in whatever order they are put together. */
export type SearchFound = BandsFound;

export function search(settings: SimilarSettings, work: SearchWork): SearchFound {
  return searchBands(settings, work);
}
