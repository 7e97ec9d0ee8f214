/** A score as the manifest declares it, read as a share. */
export interface DeclaredScore {
  /** 0–1 */
  readonly share: number;
  /** it was above 1 and so in per cent */
  readonly percent: boolean;
  /** how far honest rounding can have moved it, as a share */
  readonly tolerance: number;
}

/** Of 0 and 1 written without decimals the last digit says nothing: they are taken as whole per cents. */
const WHOLE = 0.005;

/**
 * @param value as parsed
 * @param spelling as it stands in the manifest: 0.710 promises a digit more than 0.71; null where it is not known
 */
export function declaredShare(value: number, spelling: string | null): DeclaredScore {
  const percent = value > 1;
  const scale = percent ? 100 : 1;
  const unit = 10 ** -decimalsOf(spelling ?? String(value));
  const tolerance = !percent && unit === 1 ? WHOLE : unit / 2 / scale;
  return { share: value / scale, percent, tolerance };
}

/** Digits after the point; fewer than none where a power of ten is given. */
function decimalsOf(spelling: string): number {
  const [, fraction = '', power = '0'] = /^[-+]?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/iu.exec(spelling.trim()) ?? [];
  return fraction.length - Number(power);
}

/** Double arithmetic on both sides. */
const NOISE = 1e-9;

export const isReproduced = ({ share, tolerance }: DeclaredScore, recomputed: number): boolean =>
  Math.abs(share - recomputed) <= tolerance + NOISE;
