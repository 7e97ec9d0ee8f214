/** Samples with replacement, drawn as items come. */
export interface Bootstrap {
  /** `values`: what an item adds; `item`: its number, which alone decides how often it is in each sample */
  add(values: Float64Array, item: number): void;
  /** The 95 % interval of a score of the samples' sums. */
  interval(scoreOf: (sums: Float64Array, items: number) => number): readonly [low: number, high: number];
}

const SAMPLES = 200;

/**
 * Poisson bootstrap (Chamandy et al. 2012, "Estimating uncertainty for massive data streams"): an item is in a sample as often as a
 * Poisson number of mean 1 says, so that samples need no second reading and do not depend on the order. The numbers are those of a hash
 * of sample and item: the same at every run.
 */
export function createBootstrap(width: number): Bootstrap {
  const sums = new Float64Array(SAMPLES * width);
  const items = new Float64Array(SAMPLES);
  return {
    add(values, item) {
      for (let sample = 0; sample < SAMPLES; sample++) {
        const times = poisson(hash(item, sample) / 2 ** 32);
        if (times === 0) continue;
        items[sample] = (items[sample] as number) + times;
        for (let k = 0; k < width; k++) {
          const at = sample * width + k;
          sums[at] = (sums[at] as number) + times * (values[k] as number);
        }
      }
    },
    interval(scoreOf) {
      const scores: number[] = [];
      for (let sample = 0; sample < SAMPLES; sample++) {
        const drawn = items[sample] as number;
        if (drawn > 0) scores.push(scoreOf(sums.subarray(sample * width, (sample + 1) * width), drawn));
      }
      scores.sort((a, b) => a - b);
      return [quantile(scores, 0.025), quantile(scores, 0.975)];
    },
  };
}

/** Chances that a Poisson number of mean 1 is 0, at most 1, … */
const POISSON = Array.from({ length: 10 }, (_, most) => {
  let [sum, term] = [0, Math.exp(-1)];
  for (let k = 0; k <= most; term /= ++k) sum += term;
  return sum;
});

function poisson(chance: number): number {
  let times = 0;
  while (times < POISSON.length && chance >= (POISSON[times] as number)) times += 1;
  return times;
}

/** 32 bits of two numbers, by the finaliser of MurmurHash3. */
function hash(item: number, sample: number): number {
  let h = Math.imul(item, 0x9e3779b1) ^ Math.imul(sample + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Between neighbours in a sorted list. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? below) - below);
}
