import { metric as accuracy } from './accuracy.js';
import { metric as exactMatch } from './exact-match.js';
import type { Metric } from './metric.js';

/** One a file. */
const METRICS: readonly Metric[] = [accuracy, exactMatch];

/** null for `judge` and for a name of the user's own: such scores are taken as declared. */
export const metricNamed = (name: string): Metric | null => METRICS.find((metric) => metric.name === name) ?? null;
