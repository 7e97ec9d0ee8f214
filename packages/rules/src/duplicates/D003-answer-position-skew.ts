import { Answer, type ItemBatch, type Locator } from '@jatdae/kernel';
import { effectOf, statisticOf, tailOf } from '../census/chi-square.js';
import type { Accumulator, Draft, Outcome, ScanContext, ScanRule } from '../contract.js';
import { decodeJson, encodeJson } from '../findings.js';
import { option, optionWithin, percent } from '../settings.js';

/** Items of a sub-metric that have the same number of choices and one key. */
interface Group {
  readonly subMetric: number;
  readonly first: Locator;
  /** items by the place of their key among the choices */
  readonly counts: number[];
}

/** In the order of their first items. */
type State = Group[];

const meta = {
  code: 'D003',
  name: 'answer-position-skew',
  severity: 'warning',
  message: {
    ko: '하위 측정 항목 {subMetric}에서 선택지가 {choices}개인 문항 {items}개 가운데 {share}%의 정답이 {position}번째 선택지입니다(고르게 나누면 {even}%, 크라메르 V {effect}). 선택지의 순서를 섞으십시오.',
    en: 'In the sub-metric {subMetric} the key stands at place {position} among {choices} choices in {share}% of the items ({items} counted; {even}% if spread evenly, Cramér’s V {effect}). Shuffle the choices.',
  },
} as const;

export const rule: ScanRule = { kind: 'scan', meta, create: (context) => accumulator(context) };

function accumulator(context: ScanContext): Accumulator<State> {
  return {
    init: () => [],
    add(state, batch) {
      for (let i = 0; i < batch.size; i++) count(state, batch, i);
      return state;
    },
    merge: (left, right) => right.reduce(mergeGroup, left),
    encode: encodeJson,
    decode: (bytes) => decodeJson(bytes) as State,
    finish: (state) => judge(state, context),
  };
}

function count(state: State, batch: ItemBatch, i: number): void {
  const { answer, choiceStart } = batch;
  const key = batch.key[i];
  if (answer[i] !== Answer.Keyed || key === 0 || (key & (key - 1)) !== 0) return;
  const choices = choiceStart[i + 1] - choiceStart[i];
  const subMetric = batch.subMetric[i];
  const position = 31 - Math.clz32(key);
  if (choices < 2 || subMetric < 0 || position >= choices) return;
  let group = groupOf(state, subMetric, choices);
  if (group === undefined) {
    group = { subMetric, first: batch.locate(i), counts: new Array<number>(choices).fill(0) };
    state.push(group);
  }
  group.counts[position] += 1;
}

function groupOf(state: State, subMetric: number, choices: number): Group | undefined {
  for (const group of state) if (group.subMetric === subMetric && group.counts.length === choices) return group;
  return undefined;
}

function mergeGroup(state: State, { subMetric, first, counts }: Group): State {
  const group = groupOf(state, subMetric, counts.length);
  if (group === undefined) return [...state, { subMetric, first, counts: [...counts] }];
  const sum = { ...group, counts: group.counts.map((held, k) => held + counts[k]) };
  return state.map((other) => (other === group ? sum : other));
}

function judge(state: State, { manifest, profile, keep }: ScanContext): Outcome {
  const significance = option(profile, 'D003', 'significance') ?? 0.01;
  const effect = option(profile, 'D003', 'effect') ?? 0.1;
  // Expected items of a place below which the chi-square distribution does not hold.
  const least = optionWithin(profile, 'D003', 'least', 5, [1, 1000]);
  const tested = state.filter(({ counts }) => totalOf(counts) >= least * counts.length);
  const skewed = tested.filter(({ counts }) => {
    const tail = tailOf(statisticOf(counts), counts.length - 1);
    // Bonferroni: as many chances to be wrong as there are tests.
    return tail * tested.length < significance && effectOf(counts) >= effect;
  });
  const nameOf = (subMetric: number): string => manifest.subMetrics[subMetric]?.id ?? String(subMetric + 1);
  return { count: skewed.length, drafts: skewed.slice(0, keep).map((group) => draftOf(group, nameOf(group.subMetric))) };
}

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, held) => sum + held, 0);

function draftOf({ first, counts }: Group, subMetric: string): Draft {
  const items = totalOf(counts);
  const most = Math.max(...counts);
  const choices = counts.length;
  const data = {
    subMetric,
    choices,
    items,
    position: counts.indexOf(most) + 1,
    share: percent(most / items),
    even: percent(1 / choices),
    effect: Math.round(effectOf(counts) * 1000) / 1000,
  };
  return { at: first, data, subject: `${subMetric}/${choices}` };
}
