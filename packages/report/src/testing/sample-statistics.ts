/** Statistics of a report with all that plots are drawn from. */
export const SAMPLE_STATISTICS = {
  splits: { public: { items: 10_800, valid: 10_794, unique: 10_790 }, leaderboard: { items: 1200, valid: 1200, unique: 1200 } },
  category: { values: [{ value: '가족', items: 500, valid: 500 }], otherItems: 11_500 },
  lengths: {
    question: { texts: 12_000, min: 3, p5: 181, p25: 190, p50: 195, p75: 199, p95: 208, max: 405, mean: 194.2 },
    context: null,
    explanation: null,
    choice: { texts: 48_000, min: 0, p5: 22, p25: 25, p50: 28, p75: 31, p95: 35, max: 43, mean: 28.1 },
  },
  choices: [{ choices: 4, items: 12_000 }],
  answerPositions: [
    { choices: 4, places: [2700, 2800, 2600, 2700] },
    { choices: 5, places: [1, 2, 3, 4, 5] },
  ],
  unread: [{ path: 'data/old.hwp', format: null }],
  experiments: ['model-a', '모델-나'].map((id, at) => ({
    id,
    predictions: 12_000,
    scores: [
      {
        subMetric: '예절',
        metric: 'accuracy',
        items: 925,
        predicted: 925,
        recomputed: 0.61 + at / 10,
        interval: [0.58 + at / 10, 0.64 + at / 10],
      },
      { subMetric: 'etiquette', metric: 'rouge-l', items: 11_069, predicted: 11_069, recomputed: 0.7, interval: [0.69, 0.71] },
    ],
  })),
  floors: [{ id: '예절', random: 0.25, majority: 0.27 }],
  items: {
    ranks: {
      models: [
        { id: '모델-나', score: 0.71, rank: 1, low: 1, high: 1 },
        { id: 'model-a', score: 0.61, rank: 2, low: 2, high: 2 },
      ],
    },
    subMetrics: [{ id: '예절', items: 925, noneRight: 120, allRight: 480, difficulty: [120, 325, 480] }],
  },
};
