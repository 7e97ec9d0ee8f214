import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Item } from './item.js';
import { type LineWriter, lineWriter } from './line-writer.js';
import type { ExperimentFacts } from './manifest.js';
import { randomFrom, seedOf } from './random.js';

interface Model {
  readonly id: string;
  readonly parameters: number;
  /** chance that it answers right */
  readonly skill: number;
  readonly output: LineWriter;
  readonly tally: Map<string, { right: number; keyed: number }>;
}

export interface ModelPanel {
  /** Every model answers the item as it is delivered; `counted`: its sub-metric is one. */
  answer(item: Item, ordinal: number, counted?: boolean): Promise<void>;
  close(): Promise<ExperimentFacts[]>;
}

/** Invented models that write predictions below `experiments/<id>/`. */
export async function modelPanel(folder: string, count: number, seed: number): Promise<ModelPanel> {
  const models: Model[] = [];
  for (let index = 0; index < count; index++) {
    const id = `model-${String.fromCharCode(97 + (index % 26))}`;
    await mkdir(join(folder, 'experiments', id), { recursive: true });
    models.push({
      id,
      parameters: [8e9, 32e9, 70e9][index % 3],
      skill: 0.55 + 0.1 * (index % 4),
      output: await lineWriter(join(folder, 'experiments', id, 'predictions.jsonl')),
      tally: new Map(),
    });
  }
  return {
    async answer(item, ordinal, counted = true) {
      for (const [index, model] of models.entries()) {
        const random = randomFrom(seedOf(seed, index, ordinal, item.sub_metric.length, item.question.length));
        const knows = item.answer !== null && random.next() < model.skill;
        const given = knows && item.answer !== null ? item.answer : random.below(item.choices.length);
        const prediction = String.fromCharCode(65 + given);
        await model.output.line(Buffer.from(JSON.stringify({ id: item.id, prediction, raw: `정답은 ${prediction}입니다.` })));
        // A key that is none of the choices is no key.
        if (!counted || item.answer === null || item.answer >= item.choices.length) continue;
        const tally = model.tally.get(item.sub_metric) ?? { right: 0, keyed: 0 };
        tally.keyed++;
        if (given === item.answer) tally.right++;
        model.tally.set(item.sub_metric, tally);
      }
    },
    async close() {
      const facts: ExperimentFacts[] = [];
      for (const { id, parameters, output, tally } of models) {
        await output.close();
        const scores = [...tally]
          .filter(([, { keyed }]) => keyed > 0)
          .map(([subMetric, { right, keyed }]) => [subMetric, Number((right / keyed).toFixed(4))] as const);
        facts.push({ id, parameters, scores: Object.fromEntries(scores) });
      }
      return facts;
    },
  };
}
