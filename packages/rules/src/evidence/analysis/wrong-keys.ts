import type { ResponseTable } from '../responses.js';
import { classesOf } from './item-classes.js';
import { fitKeyModel, judgeKey, type KeyModel } from './key-model.js';
import { type Pattern, patternsOf } from './patterns.js';

/** An item whose key is probably wrong. */
export interface Suspect {
  /** index in the table */
  readonly item: number;
  /** that the key is wrong, 0.5–1 */
  readonly probability: number;
  /** index of the choice that is right instead, as far as the models know */
  readonly rival: number;
  /** models that chose it, and models that chose any */
  readonly agreeing: number;
  readonly answered: number;
}

export interface WrongKeySearch {
  /** in the order of the items */
  readonly suspects: readonly Suspect[];
  /** of the suspects, how many are to be expected to have a right key after all */
  readonly falseOnes: number;
  /** items that were looked at: those with one key, in groups that are large enough */
  readonly searched: number;
  /** estimated share of wrong keys among them, found or not; null where nothing was searched */
  readonly wrongShare: number | null;
}

export interface WrongKeyOptions {
  /** share of the suspects that may be expected to be none */
  readonly falseDiscoveries: number;
  /** models, and keyed items of a group, with fewer of which nothing is searched */
  readonly models: number;
  readonly least: number;
}

/** A sub-metric of as many items has a model of its own; the smaller ones share one. */
const OWN_ITEMS = 300;
/** A model is fitted to as many items of a group, taken evenly. */
const FITTED = 2000;
/** Below this the key is likelier right than wrong. */
const LIKELIER = 0.5;

/**
 * Items on which the models, each weighed by how often it is right, agree on another choice than the key beyond what shared errors explain:
 * see `KeyModel`. Suspects are taken from the most probable on as long as the mean probability of being none stays within the limit
 * (Bayesian false discovery rate: Newton et al. 2004, section 4; Efron 2010, chapter 5).
 */
export function searchWrongKeys(table: ResponseTable, { falseDiscoveries, models, least }: WrongKeyOptions): WrongKeySearch {
  if (table.models.length < models) return NOTHING;
  const judged: Suspect[] = [];
  let searched = 0;
  let wrong = 0;
  const classes = classesOf([table.keys, table.choices, ...table.chosen], table.items);
  for (const items of groupsOf(table)) {
    const patterns = patternsOf(table, classes, items);
    const keyed = patterns.reduce((sum, pattern) => sum + pattern.items.length, 0);
    if (keyed < least) continue;
    const model = fitKeyModel(thinned(patterns, keyed), table.models.length);
    searched += keyed;
    wrong += model.wrong * keyed;
    for (const pattern of patterns) judged.push(...suspectsOf(table, pattern, model));
  }
  const { kept, falseOnes } = withinRate(judged, falseDiscoveries);
  return { suspects: kept, falseOnes, searched, wrongShare: searched === 0 ? null : wrong / searched };
}

const NOTHING: WrongKeySearch = { suspects: [], falseOnes: 0, searched: 0, wrongShare: null };

/** Items by sub-metric; those of small ones, and of none, together. */
function groupsOf({ items, keys, subMetric }: ResponseTable): number[][] {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < items; i++) {
    if ((keys[i] as number) < 0) continue;
    const name = subMetric[i] as number;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [i]);
    else group.push(i);
  }
  const sorted = [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
  const small = sorted.filter(({ length }) => length < OWN_ITEMS).flat();
  return [...sorted.filter(({ length }) => length >= OWN_ITEMS), ...(small.length > 0 ? [small] : [])];
}

/** The patterns of an even sample of the items. */
function thinned(patterns: readonly Pattern[], items: number): Pattern[] {
  const step = Math.ceil(items / FITTED);
  let passed = 0;
  return patterns.flatMap((pattern) => {
    const kept = pattern.items.filter(() => passed++ % step === 0);
    return kept.length === 0 ? [] : [{ ...pattern, items: kept }];
  });
}

function suspectsOf({ chosen, keys }: ResponseTable, pattern: Pattern, model: KeyModel): Suspect[] {
  const { answers } = pattern;
  const votes = (name: number): number => answers.reduce((sum, answer) => sum + Number(answer === name), 0);
  const seen = Math.max(0, ...answers);
  // One model alone agrees with nobody.
  if (!Array.from({ length: seen }, (_, k) => votes(k + 1)).some((count) => count > 1)) return [];
  const { wrong, rival } = judgeKey(pattern, model);
  const agreeing = votes(rival);
  if (wrong < LIKELIER || agreeing < 2) return [];
  const example = answers.indexOf(rival);
  return pattern.items.map((item) => ({
    item,
    probability: wrong,
    rival: chosen[example]?.[item] ?? keys[item] ?? -1,
    agreeing,
    answered: answers.reduce((sum, answer) => sum + Number(answer >= 0), 0),
  }));
}

function withinRate(judged: readonly Suspect[], limit: number): { readonly kept: Suspect[]; readonly falseOnes: number } {
  const sorted = [...judged].sort((a, b) => b.probability - a.probability || a.item - b.item);
  let doubt = 0;
  let end = 0;
  let falseOnes = 0;
  while (end < sorted.length) {
    doubt += 1 - (sorted[end] as Suspect).probability;
    if (doubt > limit * (end + 1)) break;
    end += 1;
    falseOnes = doubt;
  }
  return { kept: sorted.slice(0, end).sort((a, b) => a.item - b.item), falseOnes };
}
