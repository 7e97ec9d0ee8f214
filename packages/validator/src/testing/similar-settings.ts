import type { SimilarSettings } from '../similar/settings.js';

/** What a search for near items goes by where a test says nothing else. */
export const SIMILAR_SETTINGS: SimilarSettings = {
  shape: { n: 5, rows: 6, bands: 18 },
  least: 20,
  containment: 0.95,
  choices: 0.5,
  jamo: 40,
  normal: [],
  within: 0.8,
  across: 0.8,
};
