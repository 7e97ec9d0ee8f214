import { normalQuantile } from './normal.js';

/** Bounds of a share, 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Score interval of a share (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927): unlike the
 * usual one it stays between 0 and 1 and is no point where all items pass. The population counts as infinite, so that it is rather too wide.
 * @param confidence two-sided, such as 0.95
 */
export function wilsonInterval(passed: number, judged: number, confidence: number): Interval | null {
  if (judged === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const share = passed / judged;
  const spread = (z * z) / judged;
  const centre = share + spread / 2;
  const half = z * Math.sqrt((share * (1 - share)) / judged + spread / (4 * judged));
  return { low: Math.max(0, (centre - half) / (1 + spread)), high: Math.min(1, (centre + half) / (1 + spread)) };
}
