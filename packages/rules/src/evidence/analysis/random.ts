/** Numbers that follow from a seed alone. */
export interface Random {
  /** evenly in [0, 1) */
  unit(): number;
  binomial(trials: number, chance: number): number;
}

/** Past this mean a binomial is drawn from the normal distribution: relative errors of its quantiles are then below a hundredth. */
const NORMAL = 100;

/** mulberry32: 32 bits of state, good enough for resampling. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const binomial = (trials: number, chance: number): number => {
    if (chance > 0.5) return trials - binomial(trials, 1 - chance);
    const mean = trials * chance;
    if (mean > NORMAL) {
      const drawn = Math.round(mean + Math.sqrt(mean * (1 - chance)) * normal());
      return Math.max(0, Math.min(trials, drawn));
    }
    return inverted(trials, chance, unit());
  };
  return { unit, binomial };
}

/** The number at which the distribution function passes `level`. */
function inverted(trials: number, chance: number, level: number): number {
  const odds = chance / (1 - chance);
  let term = Math.exp(trials * Math.log1p(-chance));
  let sum = term;
  let count = 0;
  while (sum <= level && count < trials) {
    count += 1;
    term *= (odds * (trials - count + 1)) / count;
    sum += term;
  }
  return count;
}
