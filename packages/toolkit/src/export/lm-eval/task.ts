import type { ItemType } from '@jatdae/schema';
import { stringify } from 'yaml';
import { subMetricTitle, titleOf } from '../about.js';
import type { WrittenPart } from '../part.js';
import type { Source } from '../target.js';
import { hasSeveralTargets, kindOf } from './document.js';
import { jinjaOf } from './template.js';

/** Metrics of lm-evaluation-harness that compare a reply with one reference, by their names in the manifest. */
const OF_REFERENCE: Readonly<Record<string, string>> = { bleu: 'bleu', chrf: 'chrf', 'exact-match': 'exact_match' };

interface Metric {
  readonly metric: string;
  readonly aggregation: string;
  readonly higher_is_better: boolean;
  readonly [setting: string]: unknown;
}

/** A task as its file says it. */
export interface Task {
  readonly name: string;
  readonly path: string;
  readonly side: WrittenPart['side'];
  readonly metric: string;
  readonly text: string;
}

const base = ({ manifest }: Source): string => manifest.dataset.name.replaceAll('-', '_');

export const groupName = (source: Source, side: WrittenPart['side']): string =>
  side === 'public' ? base(source) : `${base(source)}_leaderboard`;

/** The task of a part; `pair` are the parts of the same items, one or two splits. */
export function taskOf(source: Source, part: WrittenPart, pair: readonly WrittenPart[]): Task {
  const { manifest, language } = source;
  const type = part.type as ItemType;
  const declared = manifest.subMetrics.find(({ id }) => id === part.subMetric);
  const isChoice = kindOf({ type, labels: (declared?.labels ?? []).map(String) }) === 'choice';
  const name = `${groupName(source, part.side)}_${part.stem}`;
  const metric = isChoice ? CHOICE : replyMetric(type, declared?.metric);
  const hasPublic = pair.some(({ side }) => side === 'public');
  const task = {
    task: name,
    task_alias: subMetricTitle(manifest, part.subMetric, language),
    dataset_path: 'json',
    dataset_kwargs: { data_files: Object.fromEntries(pair.map(({ side, path }) => [side, path])) },
    test_split: part.side,
    ...(hasPublic ? { fewshot_split: 'public' } : {}),
    output_type: isChoice ? 'multiple_choice' : 'generate_until',
    doc_to_text: jinjaOf(type, language),
    ...(isChoice
      ? { doc_to_choice: type === 'classification' ? 'labels' : 'letters', doc_to_target: 'gold' }
      : { doc_to_target: hasSeveralTargets(type) ? 'targets' : 'target', generation_kwargs: generation(type) }),
    metric_list: [metric],
    metadata: { version: manifest.dataset.version },
  };
  return { name, path: `tasks/${name}.yaml`, side: part.side, metric: metric.metric, text: stringify(task, { lineWidth: 0 }) };
}

const CHOICE: Metric = { metric: 'acc', aggregation: 'mean', higher_is_better: true };

function replyMetric(type: ItemType, declared: string | undefined): Metric {
  if (hasSeveralTargets(type)) return exactMatch(type);
  const metric = OF_REFERENCE[declared ?? ''] ?? 'bypass';
  if (metric === 'exact_match') return exactMatch(type);
  return { metric, aggregation: metric, higher_is_better: true };
}

/** Letters are compared without blanks, so that `A,C` is `A, C`. */
const exactMatch = (type: ItemType): Metric => ({
  metric: 'exact_match',
  aggregation: 'mean',
  higher_is_better: true,
  ignore_case: true,
  ...(type === 'multiple-answer' ? { regexes_to_ignore: ['\\s+'] } : { ignore_punctuation: true }),
});

function generation(type: ItemType): Readonly<Record<string, unknown>> {
  const isShort = hasSeveralTargets(type);
  return { until: isShort ? ['\n'] : ['</s>'], do_sample: false, temperature: 0, max_gen_toks: isShort ? 64 : 1024 };
}

/** The file of a group: all sub-metrics of a split, and their mean weighted by items. */
export function groupText(source: Source, side: WrittenPart['side'], tasks: readonly Task[]): string {
  const { manifest, language } = source;
  const metrics = [...new Set(tasks.map(({ metric }) => metric))].filter((metric) => metric !== 'bypass').sort();
  return stringify(
    {
      group: groupName(source, side),
      group_alias: titleOf(manifest, language),
      task: tasks.map(({ name }) => name),
      ...(metrics.length === 0
        ? {}
        : { aggregate_metric_list: metrics.map((metric) => ({ metric, aggregation: 'mean', weight_by_size: true })) }),
      metadata: { version: manifest.dataset.version },
    },
    { lineWidth: 0 },
  );
}
