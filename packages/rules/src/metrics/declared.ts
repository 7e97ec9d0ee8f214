import type { Metric } from './metric.js';

/** A score as the manifest declares it, on the metric's scale. */
export interface DeclaredScore {
  readonly score: number;
  /** it was above 1 and so in per cent */
  readonly percent: boolean;
  /** how far honest rounding can have moved it, on the same scale */
  readonly tolerance: number;
}

/** Of the shares 0 and 1 written without decimals the last digit says nothing: they are taken as whole per cents. */
const WHOLE = 0.005;

/**
 * @param value as parsed
 * @param spelling as it stands in the manifest: 0.710 promises a digit more than 0.71; null where it is not known
 */
export function declaredScore(value: number, spelling: string | null, unit: Metric['unit']): DeclaredScore {
  const percent = unit === 'share' && value > 1;
  const scale = percent ? 100 : 1;
  const step = 10 ** -decimalsOf(spelling ?? String(value));
  const tolerance = unit === 'share' && !percent && step === 1 ? WHOLE : step / 2 / scale;
  return { score: value / scale, percent, tolerance };
}

/** Digits after the point; fewer than none where a power of ten is given. */
function decimalsOf(spelling: string): number {
  const [, fraction = '', power = '0'] = /^[-+]?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/iu.exec(spelling.trim()) ?? [];
  return fraction.length - Number(power);
}

/** Of double arithmetic, and of the grain of means (see `createTally`). */
const NOISE = 1e-7;

/** The variant of the metric that gives the declared score, null where none does. */
export function reproducedAs({ score, tolerance }: DeclaredScore, variants: Readonly<Record<string, number>>): string | null {
  const found = Object.entries(variants).find(([, recomputed]) => Math.abs(score - recomputed) <= tolerance + NOISE);
  return found?.[0] ?? null;
}
