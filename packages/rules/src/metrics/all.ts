import { metric as accuracy } from './accuracy.js';
import { metric as bleu } from './bleu.js';
import { metric as brier } from './brier.js';
import { metric as chrf } from './chrf.js';
import { metric as distributionDistance } from './distribution-distance.js';
import { metric as exactMatch } from './exact-match.js';
import { metric as f1 } from './f1.js';
import { metric as logLoss } from './log-loss.js';
import type { Metric } from './metric.js';
import { metric as rougeL } from './rouge-l.js';

/** One a file. */
const METRICS: readonly Metric[] = [accuracy, exactMatch, f1, rougeL, chrf, bleu, brier, logLoss, distributionDistance];

/** null for `judge` and for a name of the user's own: such scores are taken as declared. */
export const metricNamed = (name: string): Metric | null => METRICS.find((metric) => metric.name === name) ?? null;
