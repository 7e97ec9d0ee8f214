import { EXACT_LENGTHS, keyAt, MEASURED, MOST_CHOICES, NAMED, type Named, SIDES, Side } from '@jatdae/kernel';
import {
  type Census,
  createHistogram,
  type DeliverableView,
  type Histogram,
  type Mask,
  mergeHistogram,
  type Question,
  quantileOf,
  SCRIPTS,
} from '@jatdae/rules';
import type { Losses, Member } from './groups.js';

/** Names listed of a variable; the others are added up. */
const MOST_LISTED = 100;

/**
 * What the report says of what the deliverable is made of. Places of keys are those of the public split only: a leaderboard of a few items
 * would give its answers away.
 */
export function describeCensus(
  { census, questions: drawn }: Pick<DeliverableView, 'census' | 'questions'>,
  losses: Losses,
  mask: Mask,
): Readonly<Record<string, unknown>> {
  const questions = drawn.flat();
  const items = census.groups.reduce((sum, group) => sum + (group?.items ?? 0), 0);
  return {
    ...Object.fromEntries(NAMED.map((name) => [name, describeNames(census, name, items, losses, mask)])),
    lengths: Object.fromEntries(MEASURED.map((field) => [field, describeLengths(census, field)])),
    choices: describeChoices(census),
    answerPositions: describeKeys(census),
    vocabulary: describeWords(questions),
    scripts: describeScripts(questions),
  };
}

/** Valid items are those of the sub-metrics: what repeats an id is none. */
function describeNames(census: Census, name: Named, all: number, { invalid }: Losses, mask: Mask): unknown {
  const lost = countNames(invalid, name);
  const rows = [...census.names[name].counts].map(([value, counts]) => {
    const sums = { items: 0, valid: 0, public: 0, leaderboard: 0 };
    census.groups.forEach((_, g) => {
      const items = counts[g * 2] ?? 0;
      sums.items += items;
      sums.valid += counts[g * 2 + 1] ?? 0;
      if (g % SIDES === Side.Public) sums.public += items;
      if (g % SIDES === Side.Leaderboard) sums.leaderboard += items;
    });
    return { value, ...sums, valid: sums.valid - (lost.get(value) ?? 0) };
  });
  rows.sort((a, b) => b.items - a.items || (a.value < b.value ? -1 : 1));
  const values = rows.slice(0, MOST_LISTED).map((row) => ({ ...row, value: mask(row.value, name) }));
  return { values, otherItems: all - values.reduce((sum, { items }) => sum + items, 0) };
}

function countNames(members: readonly Member[], name: Named): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { names } of members) {
    const value = names[name];
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** In Unicode code points; null where there is no such text. Quantiles from `classedFrom` on are the least of a class that is 3.2 % wide. */
function describeLengths(census: Census, field: (typeof MEASURED)[number]): unknown {
  const all = createHistogram();
  for (const group of census.groups) if (group !== null) mergeHistogram(all, group.lengths[field]);
  if (all.items === 0) return null;
  return {
    texts: all.items,
    min: all.min,
    ...quantiles(all),
    max: all.max,
    mean: Math.round((all.sum / all.items) * 100) / 100,
    ...(quantileOf(all, 0.95) < EXACT_LENGTHS ? {} : { classedFrom: EXACT_LENGTHS }),
  };
}

const quantiles = (all: Histogram): Readonly<Record<string, number>> =>
  Object.fromEntries([5, 25, 50, 75, 95].map((share) => [`p${share}`, quantileOf(all, share / 100)]));

/** Items by their number of choices; the last number stands for as many or more. */
function describeChoices(census: Census): unknown[] {
  const counts = new Array<number>(MOST_CHOICES).fill(0);
  for (const group of census.groups) {
    group?.choices.forEach((count, k) => {
      counts[k] = (counts[k] ?? 0) + count;
    });
  }
  return counts.flatMap((items, choices) => (items === 0 || choices === 0 ? [] : [{ choices, items }]));
}

function describeKeys(census: Census): unknown[] {
  const rows: unknown[] = [];
  for (let choices = 2; choices < MOST_CHOICES; choices++) {
    const places = new Array<number>(choices).fill(0);
    census.groups.forEach((group, g) => {
      if (g % SIDES !== Side.Public) return;
      for (let place = 0; place < choices; place++) {
        places[place] = (places[place] ?? 0) + (group?.keys[keyAt(choices, place)] ?? 0);
      }
    });
    if (places.some((count) => count > 0)) rows.push({ choices, places });
  }
  return rows;
}

/**
 * Different words of the questions against all of them, in an even sample (all questions where there are few): after a quarter, a half and
 * all of the sampled questions.
 */
function describeWords(drawn: readonly Question[]): unknown {
  if (drawn.length === 0) return null;
  const questions = [...drawn].sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1));
  const seen = new Set<string>();
  const marks = new Set([0.25, 0.5, 1].map((share) => Math.ceil(share * questions.length)));
  const growth: unknown[] = [];
  let words = 0;
  questions.forEach(({ text }, k) => {
    for (const word of text.match(/\S+/g) ?? []) {
      words += 1;
      seen.add(word);
    }
    if (marks.has(k + 1)) growth.push({ questions: k + 1, words, different: seen.size });
  });
  return { sampled: questions.length, growth };
}

/** Questions of the sample by the script they are written in; the others have too few letters to tell. */
function describeScripts(questions: readonly Question[]): unknown {
  const found = questions.map(({ script }) => script);
  const counts = SCRIPTS.map((script) => [script, found.filter((other) => other === script).length] as const);
  return { sampled: found.length, ...Object.fromEntries(counts.filter(([, count]) => count > 0)) };
}
