import {
  type Discordance,
  discordanceOf,
  type Evidence,
  fleissKappa,
  type ItemFigures,
  itemFigures,
  itemsNeeded,
  leastDifference,
  mcnemar,
  pairAgreements,
  RANK_SEED,
  RESAMPLES,
  type ResponseTable,
  rankStability,
  type WrongKeys,
} from '@jatdae/rules';

/**
 * What the models' answers say of the items and of each other. Counts over many items alone: of one item, who was right would give the
 * key of a leaderboard away.
 */
export function describeItems(
  { responses, wrongKeys }: Evidence,
  subMetrics: readonly string[],
): Readonly<Record<string, unknown>> {
  if (responses === null) return {};
  const { models, chosen } = responses;
  const ranks = rankStability(responses);
  const order = [...ranks].sort((a, b) => a.rank - b.rank || a.model - b.model).map(({ model }) => model);
  const nameOf = (model: number): string => models[model] ?? '';
  return {
    items: {
      ranks: {
        resamples: RESAMPLES,
        seed: RANK_SEED,
        models: ranks.map(({ model, score, ...rest }) => ({ id: nameOf(model), score: round(score), ...rest })),
      },
      subMetrics: describeSubMetrics(responses, subMetrics, order),
      agreement: {
        fleiss: rounded(fleissKappa(chosen)),
        pairs: pairAgreements(responses).map(({ a, b, kappa, sameExpected, ...counts }) => ({
          models: [nameOf(a), nameOf(b)],
          kappa: rounded(kappa),
          ...counts,
          sameExpected: Math.round(sameExpected * 10) / 10,
        })),
      },
      wrongKeys: wrongKeys === null ? null : describeWrongKeys(wrongKeys),
    },
  };
}

const describeWrongKeys = ({ count, searched, falseOnes, wrongShare }: WrongKeys): unknown => ({
  searched,
  suspects: count,
  expectedFalse: Math.round(falseOnes * 10) / 10,
  estimatedShare: rounded(wrongShare),
});

function describeSubMetrics(table: ResponseTable, subMetrics: readonly string[], order: readonly number[]): unknown[] {
  const figures = itemFigures(table);
  const { answered, right, discrimination } = figures;
  return subMetrics.flatMap((id, s) => {
    const judged: number[] = [];
    for (let i = 0; i < table.items; i++) if (table.subMetric[i] === s && (answered[i] as number) > 0) judged.push(i);
    if (judged.length === 0) return [];
    const values = judged.map((i) => discrimination[i] as number).filter((value) => !Number.isNaN(value));
    return [
      {
        id,
        items: judged.length,
        noneRight: judged.filter((i) => right[i] === 0).length,
        allRight: judged.filter((i) => right[i] === answered[i]).length,
        difficulty: difficultyOf(judged, figures),
        discrimination: {
          items: values.length,
          negative: values.filter((value) => value < 0).length,
          median: rounded(medianOf(values)),
        },
        ...describeSeparation(table, judged, order),
      },
    ];
  });
}

const MOST_STEPS = 10;

/**
 * Items by the share of models that got them right, rounded to a step: the first count is near 0, the last near 1, evenly spaced. Up to
 * ten models make a step each, so that count k is the items that k of them got right where all of them answered.
 */
function difficultyOf(judged: readonly number[], { answered, right }: ItemFigures): number[] {
  const steps = judged.reduce((most, i) => Math.max(most, answered[i] as number), 1);
  const counts = new Array<number>(Math.min(MOST_STEPS, steps) + 1).fill(0);
  for (const i of judged) {
    const step = Math.round(((right[i] as number) * (counts.length - 1)) / (answered[i] as number));
    counts[step] = (counts[step] as number) + 1;
  }
  return counts;
}

/** Each model beside the next one in rank: what a test of the two says, and how many items it would take. */
function describeSeparation({ models, correct }: ResponseTable, judged: readonly number[], order: readonly number[]): object {
  const pairs = order.slice(1).flatMap((second, k) => {
    const first = order[k] as number;
    const [a, b] = [correct[first], correct[second]];
    const counts = a === undefined || b === undefined ? null : discordanceOf(a, b, judged);
    return counts === null || counts.items === 0 ? [] : [{ names: [models[first], models[second]], counts }];
  });
  const items = Math.max(0, ...pairs.map(({ counts }) => counts.items));
  const discordant = pairs.reduce((sum, { counts }) => sum + shareOf(counts), 0) / Math.max(1, pairs.length);
  return {
    // At the discordance that neighbouring models have on the average.
    leastDifference: pairs.length === 0 || discordant === 0 ? null : round(leastDifference(items, discordant)),
    neighbours: pairs.map(({ names, counts }) => ({
      models: names,
      difference: round((counts.onlyFirst - counts.onlySecond) / counts.items),
      p: round(mcnemar(counts)),
      itemsNeeded: itemsNeeded(counts),
    })),
  };
}

const shareOf = ({ items, onlyFirst, onlySecond }: Discordance): number => (onlyFirst + onlySecond) / items;

function medianOf(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const rounded = (value: number | null): number | null => (value === null ? null : round(value));
