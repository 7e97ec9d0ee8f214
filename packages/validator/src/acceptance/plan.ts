import type { ProportionRule, SampleRule, Stratum } from '@jatdae/schema';
import { inspectionPlan } from './iso-2859-1.js';
import { normalQuantile } from './normal.js';

/** How many items a sub-metric of `population` items is judged by, and with how many defects it passes. */
export function planStratum(subMetric: string, population: number, rule: SampleRule, doubleShare: number): Stratum {
  const { size, accept } = rule.method === 'iso-2859-1' ? inspectionPlan(population, rule) : proportionPlan(population, rule);
  return { subMetric, population, size, doubles: Math.max(0, Math.ceil(size * doubleShare - 1e-9)), accept };
}

/**
 * Size of a sample that estimates a share within a margin (W. G. Cochran, Sampling Techniques, 3rd edition 1977, section 4.4):
 * n0 = z²p(1 − p)/d², with the correction for a finite population n = n0/(1 + (n0 − 1)/N), rounded up. It passes where the share of the
 * sample is the required one or above.
 */
function proportionPlan(population: number, { accuracy, confidence, margin }: ProportionRule): Pick<Stratum, 'size' | 'accept'> {
  if (population === 0) return { size: 0, accept: 0 };
  const z = normalQuantile((1 + confidence) / 2);
  const infinite = (z * z * accuracy * (1 - accuracy)) / (margin * margin);
  const size = Math.min(population, Math.max(1, Math.ceil(infinite / (1 + (infinite - 1) / population) - 1e-9)));
  return { size, accept: Math.floor(size * (1 - accuracy) + 1e-9) };
}
