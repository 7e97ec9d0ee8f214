import { createRandom } from '../evidence/analysis/random.js';
import type { ResponseTable } from '../evidence/responses.js';

export interface SimulatedModels {
  readonly items: number;
  /** share of right answers of each model */
  readonly accuracy: readonly number[];
  readonly choices: number;
  /** share of items whose key is replaced by another choice */
  readonly wrongKeys: number;
  /** spread of difficulty, in logits; 0: all items are alike */
  readonly spread?: number;
  /** share of errors that fall for one wrong choice of the item, the same for all models */
  readonly lure?: number;
}

/** Answers of models, and the items whose key was replaced. Independent of the model that finds them: abilities are found by bisection. */
export function simulateModels(
  seed: number,
  { items, accuracy, choices, wrongKeys, spread = 0, lure = 0 }: SimulatedModels,
): { readonly table: ResponseTable; readonly replaced: ReadonlySet<number> } {
  const { unit } = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  const below = (count: number): number => Math.floor(unit() * count);
  const other = (choice: number): number => (choice + 1 + below(choices - 1)) % choices;
  const abilities = accuracy.map((share) => abilityOf(share, spread));
  const keys = new Int16Array(items);
  const chosen = accuracy.map(() => new Int16Array(items));
  for (let i = 0; i < items; i++) {
    const truth = below(choices);
    const tempting = other(truth);
    const difficulty = spread * normal();
    keys[i] = truth;
    abilities.forEach((ability, m) => {
      const isRight = unit() < 1 / (1 + Math.exp(difficulty - ability));
      (chosen[m] as Int16Array)[i] = isRight ? truth : unit() < lure ? tempting : other(truth);
    });
  }
  const replaced = new Set<number>();
  while (replaced.size < Math.round(items * wrongKeys)) replaced.add(below(items));
  for (const item of replaced) keys[item] = other(keys[item] as number);
  const correct = chosen.map((column) => Uint8Array.from(column, (choice, i) => Number(choice === keys[i])));
  const models = accuracy.map((_, m) => `model-${m}`);
  const offered = new Uint8Array(items).fill(choices);
  return { table: { models, items, correct, chosen, keys, choices: offered, subMetric: new Int16Array(items) }, replaced };
}

/** θ at which the mean of logistic(θ − spread·z) over z ~ N(0, 1) is `share`. */
function abilityOf(share: number, spread: number): number {
  let low = -10;
  let high = 10;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    let mean = 0;
    let weights = 0;
    for (let z = -5; z <= 5; z += 0.25) {
      const weight = Math.exp((-z * z) / 2);
      mean += weight / (1 + Math.exp(spread * z - middle));
      weights += weight;
    }
    if (mean / weights < share) low = middle;
    else high = middle;
  }
  return low;
}
