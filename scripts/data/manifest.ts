import { stringify } from 'yaml';
import { subMetricAt } from './item.js';

export interface ExperimentFacts {
  readonly id: string;
  readonly parameters: number;
  /** accuracy by sub-metric id, over the items that have a key */
  readonly scores: Readonly<Record<string, number>>;
}

export interface ManifestFacts {
  readonly subMetrics: number;
  readonly leaderboardAnswers: 'included' | 'withheld';
  readonly experiments: readonly ExperimentFacts[];
}

/** A complete `benchmark.yaml` for area 8 of the call; the institutions are invented. */
export function manifestText(facts: ManifestFacts): string {
  const manifest = {
    jatdae: 1,
    profile: 'nia-2024-2',
    dataset: {
      name: 'global-norms-eval',
      title: { ko: '글로벌 규범·문화 평가 데이터', en: 'Global norms and culture evaluation data' },
      version: '1.0.0',
      task: 8,
      modalities: ['text'],
      languages: ['ko'],
      leaderboardAnswers: facts.leaderboardAnswers,
      idScope: 'deliverable',
      license: 'CC-BY-4.0',
      healthData: 'none',
      redistributableAbroad: true,
    },
    consortium: {
      applicationDate: '2024-07-02',
      agreementDate: '2024-08-01',
      deliveryDate: '2024-12-20',
      grantKRW: 600_000_000,
      members: [
        { name: '가나다 주식회사', id: '116-82-00276', role: 'lead', kind: 'company', grantKRW: 400_000_000 },
        { name: '라마대학교 산학협력단', id: '134-86-72683', role: 'participant', kind: 'university', grantKRW: 200_000_000 },
        { name: '바사시', role: 'demand', kind: 'government' },
      ],
    },
    subMetrics: Array.from({ length: facts.subMetrics }, (_, index) => ({
      ...subMetricAt(index),
      metric: 'accuracy',
      itemType: 'multiple-choice',
    })),
    resources: [
      {
        path: 'data/*.jsonl',
        format: 'jsonl',
        encoding: 'utf-8',
        schema: 'schemas/item.schema.json',
        subMetric: { field: 'sub_metric' },
        split: { field: 'split', values: { public: 'public', leaderboard: 'leaderboard' } },
        fields: {
          id: 'id',
          question: 'question',
          choices: 'choices',
          answer: { field: 'answer', as: 'index0' },
          explanation: 'explanation',
          difficulty: 'difficulty',
        },
      },
    ],
    experiments: facts.experiments.map((experiment) => ({
      id: experiment.id,
      model: { name: experiment.id, kind: 'llm', provider: 'example', revision: '2024-11', parameters: experiment.parameters },
      harness: { name: 'lm-evaluation-harness', version: '0.4.9' },
      predictions: { path: `experiments/${experiment.id}/*.jsonl`, as: 'letter' },
      scores: experiment.scores,
    })),
  };
  return stringify(manifest, { lineWidth: 0 });
}
