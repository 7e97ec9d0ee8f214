import type { Pattern } from './patterns.js';

/**
 * How models answer, given what the right choice is. An item is as hard as a draw of N(0, spread²); a model of ability θ knows it with the
 * probability logistic(θ − difficulty) (Rasch 1960). A model that does not know takes, with probability `lure`, the one wrong choice that
 * lures everybody, else any wrong choice evenly (uniform errors are those of Dawid & Skene 1979 with one coin a model). A key is wrong
 * with probability `wrong`, and then each other choice is the right one alike. Without difficulty and lure every hard item on which models
 * err together would look like a wrong key.
 */
export interface KeyModel {
  /** θ by model */
  readonly ability: readonly number[];
  readonly spread: number;
  readonly lure: number;
  readonly wrong: number;
}

/** Nodes and weights of the Gauss-Hermite quadrature for N(0, 1), order 7 (Abramowitz & Stegun, table 25.10, scaled by √2 and √π). */
const NODES = [
  -3.750439717725742, -2.366759410734541, -1.154405394739968, 0, 1.154405394739968, 2.366759410734541, 3.750439717725742,
];
const WEIGHTS = [
  0.000548268855972, 0.030757123967586, 0.240123178605013, 0.457142857142857, 0.240123178605013, 0.030757123967586,
  0.000548268855972,
];

/** Prior of the share of wrong keys, as so many items seen: about three in a hundred, as in tests of ten data sets (Northcutt et al. 2021: 3.3 %). */
const PRIOR = { wrong: 3, right: 97 };
const ROUNDS = 60;
const CLOSE = 1e-4;

/** What the answers of a pattern suggest. */
export interface Verdict {
  /** probability that the key is not the right choice */
  readonly wrong: number;
  /** of the choices other than the key the likeliest to be right, by its number in the pattern; 0 where no model chose it */
  readonly rival: number;
}

interface Sums {
  /** by model and node: items that it was asked, and that it knew */
  readonly asked: Float64Array;
  readonly known: Float64Array;
  /** wrong answers, and those of them that the lure is to blame for */
  erred: number;
  lured: number;
  items: number;
  wrong: number;
}

/** Fits a model to patterns, each with as many items as it stands for, by expectation and maximisation (Bock & Aitkin 1981). */
export function fitKeyModel(patterns: readonly Pattern[], models: number): KeyModel {
  const counted = patterns.map(countVotes);
  let model = startOf(patterns, models);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = emptySums(models);
    const chances = chancesOf(model);
    for (const pattern of counted) expect(pattern, model, chances, sums);
    const next = maximise(model, sums);
    const moved = Math.max(
      ...next.ability.map((ability, m) => Math.abs(ability - (model.ability[m] as number))),
      Math.abs(next.spread - model.spread),
      Math.abs(next.lure - model.lure),
      Math.abs(next.wrong - model.wrong) * 10,
    );
    model = next;
    if (moved < CLOSE) break;
  }
  return model;
}

/** Probability, by Bayes' rule, that the key of the pattern's items is wrong. */
export function judgeKey(pattern: Pattern, model: KeyModel): Verdict {
  const chances = chancesOf(model);
  const counted = countVotes(pattern);
  const { truths } = counted;
  const masses = truths.map((truth) => {
    const lures = luresOf(counted, truth, model);
    return priorOf(truth, pattern, model) * lures.total * sumOf(byNode(pattern, truth, model, chances));
  });
  const total = sumOf(masses);
  let rival = 0;
  for (let k = 1; k < truths.length; k++) {
    if ((truths[k] as Choice).name > 0 && (rival === 0 || (masses[k] as number) > (masses[rival] as number))) rival = k;
  }
  return { wrong: total === 0 ? 0 : 1 - (masses[0] as number) / total, rival };
}

const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};

function startOf(patterns: readonly Pattern[], models: number): KeyModel {
  const ability = Array.from({ length: models }, (_, m) => {
    let right = 1;
    let answered = 2;
    for (const { answers, items } of patterns) {
      if (answers[m] === -1) continue;
      answered += items.length;
      if (answers[m] === 0) right += items.length;
    }
    return Math.log(right / (answered - right));
  });
  return { ability, spread: 1, lure: 0.2, wrong: PRIOR.wrong / (PRIOR.wrong + PRIOR.right) };
}

const emptySums = (models: number): Sums => ({
  asked: new Float64Array(models * NODES.length),
  known: new Float64Array(models * NODES.length),
  erred: 0,
  lured: 0,
  items: 0,
  wrong: 0,
});

/** A pattern with what does not change from round to round. */
interface Counted extends Pattern {
  readonly truths: readonly Choice[];
  /** models that chose any */
  readonly answered: number;
}

function countVotes(pattern: Pattern): Counted {
  const answered = pattern.answers.reduce((sum, answer) => sum + Number(answer >= 0), 0);
  return { ...pattern, truths: truthsOf(pattern), answered };
}

/** A choice that is told apart from others: the key, each that some model chose, and one name for all that no model chose. */
interface Choice {
  /** as in the pattern; -1 for those that no model chose */
  readonly name: number;
  /** how many choices it stands for */
  readonly weight: number;
  /** models that chose it */
  readonly votes: number;
}

/** The key comes first; choice k of the pattern is the k-th. */
function truthsOf({ choices, answers }: Pattern): Choice[] {
  const seen = Math.max(0, ...answers);
  const votes = (name: number): number => answers.reduce((sum, answer) => sum + Number(answer === name), 0);
  const named = Array.from({ length: seen + 1 }, (_, name) => ({ name, weight: 1, votes: votes(name) }));
  const unseen = choices - 1 - seen;
  return unseen > 0 ? [...named, { name: -1, weight: unseen, votes: 0 }] : named;
}

const priorOf = ({ name, weight }: Choice, { choices }: Pattern, { wrong }: KeyModel): number =>
  name === 0 ? 1 - wrong : (weight * wrong) / (choices - 1);

/** By model and node: the probability of knowing an item of this difficulty. */
function chancesOf({ ability, spread }: KeyModel): Float64Array {
  const chances = new Float64Array(ability.length * NODES.length);
  ability.forEach((at, m) => {
    for (const [n, node] of NODES.entries()) chances[m * NODES.length + n] = logistic(at - spread * node);
  });
  return chances;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** By node: its weight times the probability of the answers, were there no lure but only its share of even errors. */
function byNode({ answers, choices }: Pattern, { name }: Choice, { lure }: KeyModel, chances: Float64Array): Float64Array {
  const masses = Float64Array.from(WEIGHTS);
  const even = (1 - lure) / (choices - 1);
  for (const [m, answer] of answers.entries()) {
    if (answer < 0) continue;
    for (let n = 0; n < NODES.length; n++) {
      const chance = chances[m * NODES.length + n] as number;
      masses[n] = (masses[n] as number) * (answer === name ? chance : (1 - chance) * even);
    }
  }
  return masses;
}

interface Lures {
  /** how much likelier the lure makes the answers, on the average over which choice it is */
  readonly total: number;
  /** wrong answers, and how many of them are to be expected to be lured */
  readonly erred: number;
  readonly lured: number;
}

/** A lure multiplies the probability of each answer that falls for it by the same factor, whatever the difficulty. */
function luresOf({ truths, answered, choices }: Counted, truth: Choice, { lure }: KeyModel): Lures {
  const even = (1 - lure) / (choices - 1);
  const factor = (lure + even) / even;
  let total = 0;
  let fallen = 0;
  for (const { name, weight, votes } of truths) {
    const left = name === truth.name ? weight - 1 : weight;
    if (left === 0) continue;
    const mass = (left / (choices - 1)) * factor ** votes;
    total += mass;
    fallen += mass * votes;
  }
  const erred = answered - truth.votes;
  return { total, erred, lured: (fallen / total) * (lure / (lure + even)) };
}

/** Adds what is to be expected of the hidden parts of a pattern's items. */
function expect(pattern: Counted, model: KeyModel, chances: Float64Array, sums: Sums): void {
  const states = pattern.truths.map((truth) => {
    const lures = luresOf(pattern, truth, model);
    const scale = priorOf(truth, pattern, model) * lures.total;
    return { truth, lures, nodes: byNode(pattern, truth, model, chances).map((mass) => mass * scale) };
  });
  const total = states.reduce((sum, { nodes }) => sum + sumOf(nodes), 0);
  if (total === 0) return;
  const count = pattern.items.length;
  sums.items += count;
  for (const { truth, lures, nodes } of states) {
    const share = (sumOf(nodes) / total) * count;
    if (truth.name !== 0) sums.wrong += share;
    sums.erred += share * lures.erred;
    sums.lured += share * lures.lured;
    for (const [m, answer] of pattern.answers.entries()) {
      if (answer < 0) continue;
      for (let n = 0; n < NODES.length; n++) {
        const mass = ((nodes[n] as number) / total) * count;
        const at = m * NODES.length + n;
        sums.asked[at] = (sums.asked[at] as number) + mass;
        if (answer === truth.name) sums.known[at] = (sums.known[at] as number) + mass;
      }
    }
  }
}

const STEPS = 3;
const FARTHEST = 6;

/** Newton steps for abilities and spread, closed forms for the shares. */
function maximise({ ability, spread }: KeyModel, { known, asked, lured, erred, wrong, items }: Sums): KeyModel {
  const abilities = ability.map((start, m) => {
    let at = start;
    for (let step = 0; step < STEPS; step++) {
      // A weak prior N(0, 3²) keeps a model that is always right finite.
      let slope = -at / 9;
      let bend = 1 / 9;
      for (let node = 0; node < NODES.length; node++) {
        const p = logistic(at - spread * (NODES[node] as number));
        const k = m * NODES.length + node;
        slope += (known[k] as number) - (asked[k] as number) * p;
        bend += (asked[k] as number) * p * (1 - p);
      }
      at = Math.max(-FARTHEST, Math.min(FARTHEST, at + slope / bend));
    }
    return at;
  });
  let wide = spread;
  for (let step = 0; step < STEPS; step++) {
    let slope = -wide;
    let bend = 1;
    abilities.forEach((at, m) => {
      for (let node = 0; node < NODES.length; node++) {
        const z = NODES[node] as number;
        const p = logistic(at - wide * z);
        const k = m * NODES.length + node;
        slope -= z * ((known[k] as number) - (asked[k] as number) * p);
        bend += z * z * (asked[k] as number) * p * (1 - p);
      }
    });
    wide = Math.max(0, Math.min(3, wide + slope / bend));
  }
  return {
    ability: abilities,
    spread: wide,
    lure: (lured + 1) / (erred + 4),
    wrong: (wrong + PRIOR.wrong) / (items + PRIOR.wrong + PRIOR.right),
  };
}
