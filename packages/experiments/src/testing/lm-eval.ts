import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Choices of which document by document the model finds one the most likely. */
export interface ChoiceDocument {
  readonly doc: Readonly<Record<string, unknown>>;
  readonly offered: readonly string[];
  readonly target: number;
  readonly chosen: number;
}

export interface RunFacts {
  readonly model?: string;
  readonly time?: string;
  readonly task?: string;
}

const sha = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * A run as lm-evaluation-harness 0.4.13 writes it: the keys and their order of `evaluator.py` (`example`), values of `resps` as texts and
 * `arguments` as `gen_args_N` of `evaluation_tracker.py` (`save_results_samples`).
 */
export function choiceSample({ doc, offered, target, chosen }: ChoiceDocument, index: number): Record<string, unknown> {
  const context = `질문: ${String(doc.question ?? index)}\n답:`;
  const likelihoods = offered.map((_, k) => [String(k === chosen ? -1.25 : -3.5 - k / 8), k === chosen ? 'True' : 'False']);
  return {
    doc_id: index,
    doc,
    target: String(target),
    arguments: Object.fromEntries(offered.map((text, k) => [`gen_args_${k}`, { arg_0: context, arg_1: ` ${text}` }])),
    resps: likelihoods.map((likelihood) => [likelihood]),
    filtered_resps: likelihoods,
    filter: 'none',
    metrics: ['acc', 'acc_norm'],
    doc_hash: sha(JSON.stringify(doc, null, 2)),
    prompt_hash: sha(context),
    target_hash: sha(String(target)),
    acc: chosen === target ? 1.0 : 0.0,
    acc_norm: chosen === target ? 1.0 : 0.0,
  };
}

export async function writeRun(
  folder: string,
  samples: readonly Readonly<Record<string, unknown>>[],
  { model = 'example/Model-7B', time = '2026-03-02T10-11-12.123456', task = '예절' }: RunFacts = {},
): Promise<{ readonly results: string; readonly samples: string }> {
  await mkdir(folder, { recursive: true });
  const score = samples.reduce((sum, { acc, exact_match }) => sum + Number(acc ?? exact_match), 0) / samples.length;
  const results = join(folder, `results_${time}.json`);
  const document = {
    results: { [task]: { alias: task, 'acc,none': score, 'acc_stderr,none': 'N/A' } },
    configs: { [task]: { task, output_type: samples[0]?.acc !== undefined ? 'multiple_choice' : 'generate_until' } },
    versions: { [task]: 1.0 },
    'n-shot': { [task]: 0 },
    config: { model: 'hf', model_args: `pretrained=${model},hf_token=hf_abcdef123456`, model_sha: '0123abcd', limit: null },
    git_hash: 'v0.4.13-1-gabc',
    date: 1772413872.1,
    lm_eval_version: '0.4.13',
    task_hashes: {
      [task]: sha(samples.map(({ doc_hash, prompt_hash, target_hash }) => `${doc_hash}${prompt_hash}${target_hash}`).join('')),
    },
    model_source: 'hf',
    model_name: model,
  };
  await writeFile(results, JSON.stringify(document, null, 2));
  const path = join(folder, `samples_${task}_${time}.jsonl`);
  await writeFile(path, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''));
  return { results, samples: path };
}
