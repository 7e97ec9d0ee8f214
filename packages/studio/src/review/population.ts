import type { Language, Requirement, SampleRule, Threshold } from '@jatdae/schema';
import { AQLS } from '@jatdae/validator';
import type { PlanRequest, Population } from '../api.js';
import type { Prepared } from './session.js';
import { titleIn } from './titles.js';

/** Usual values, where the profile sets none: 95 % sound items, at 95 % confidence within 5 points, every seventh item twice. */
const USUAL = { accuracy: 0.95, confidence: 0.95, margin: 0.05, doubleShare: 0.15, level: 'II', aql: 4 } as const;

export function populationOf({ frame, manifest, profile }: Prepared, seed: string, language: Language): Population {
  const requirement = profile.requirements.find(({ id }) => id === 'N-SEM');
  return {
    subMetrics: frame.strata.map(({ subMetric, size }) => ({
      subMetric,
      title: titleIn(language, manifest, subMetric),
      items: size,
    })),
    defaults: { ...defaultsOf(requirement), seed },
    required: requirement !== undefined,
  };
}

function defaultsOf(requirement: Requirement | undefined): Omit<PlanRequest, 'seed'> {
  const { threshold = {} } = requirement ?? {};
  return { rule: ruleOf(threshold), doubleShare: numberOf(threshold, 'doubleShare', USUAL.doubleShare) };
}

function ruleOf(threshold: Threshold): SampleRule {
  const confidence = numberOf(threshold, 'confidence', USUAL.confidence);
  if (threshold.method === 'iso-2859-1') {
    const level = (['I', 'II', 'III'] as const).find((one) => one === threshold.level) ?? USUAL.level;
    return { method: 'iso-2859-1', level, aql: AQLS.find((one) => one === threshold.aql) ?? USUAL.aql, confidence };
  }
  const accuracy = numberOf(threshold, 'accuracy', USUAL.accuracy);
  return { method: 'proportion', accuracy, confidence, margin: numberOf(threshold, 'margin', USUAL.margin) };
}

function numberOf(threshold: Threshold, name: string, usual: number): number {
  const value = threshold[name];
  return typeof value === 'number' ? value : usual;
}
