import {
  AnswerForm,
  AnswerIndex,
  type AnswerPlan,
  canonicalString,
  type ItemPlan,
  MAX_MAPPED_CHOICES,
  type PathPlan,
  type WordPlan,
} from '@jatdae/kernel';
import type { SubMetric } from '@jatdae/schema';
import type { Plan } from '../plan/plan.js';
import { type ItemType, needsAnswer } from './answers.js';
import type { WordSource } from './classify.js';
import { type AnswerStyle, type Mapping, membersOf, pathsOf } from './mapping.js';
import type { FieldPath } from './path.js';

const encoder = new TextEncoder();

/** A resource's mapping for the kernel; null where its rows are all of a kind that only TypeScript maps. */
export function createItemPlan(
  plan: Plan,
  resourceIndex: number,
  mapping: Mapping,
  sources: { readonly subMetric: WordSource; readonly side: WordSource },
): ItemPlan | null {
  const resource = plan.manifest.resources[resourceIndex];
  const choices = mapping.choices.kind === 'list' ? [mapping.choices.path] : mapping.choices.paths;
  // With a layout every item refers to media.
  const impliesMedia = (plan.resources[resourceIndex]?.pairs ?? null) !== null;
  if (resource === undefined || impliesMedia || mapping.turns.length > 0 || choices.length > MAX_MAPPED_CHOICES) return null;
  const keys = membersOf(pathsOf(mapping));
  const pathOf = (path: FieldPath): PathPlan => ({
    first: keys.indexOf(path.first),
    whole: path.literal === null ? -1 : keys.indexOf(path.literal),
    rest: path.rest,
  });
  const wordsOf = ({ path, words, otherwise }: WordSource): WordPlan => ({
    path: path === null ? null : pathOf(path),
    words: [...words].map(([word, value]) => ({ bytes: encoder.encode(word), value })),
    otherwise: path === null ? 0 : otherwise(-1),
  });
  return {
    keys: keys.map((key) => encoder.encode(key)),
    fields: mapFields(mapping, pathOf),
    subMetric: wordsOf(sources.subMetric),
    side: wordsOf(sources.side),
    choices: choices.map(pathOf),
    choicesInColumns: mapping.choices.kind === 'columns',
    media: mapping.media.map(pathOf),
    styles: mapping.styles.flatMap((style) => STYLES[style] ?? []),
    types: [undefined, ...plan.manifest.subMetrics].map((subMetric) => answerOf(resource.itemType ?? null, subMetric)),
    withheld: (plan.manifest.dataset.leaderboardAnswers ?? 'included') !== 'included',
  };
}

function mapFields({ fields }: Mapping, pathOf: (path: FieldPath) => PathPlan): ItemPlan['fields'] {
  const entries = Object.entries(fields).map(([name, path]) => [name, path === null ? null : pathOf(path)]);
  return Object.fromEntries(entries) as ItemPlan['fields'];
}

function answerOf(itemType: ItemType | null, subMetric: SubMetric | undefined): AnswerPlan {
  const type = itemType ?? subMetric?.itemType ?? null;
  const labels = subMetric?.labels;
  const isFree = type === null || (type === 'classification' && labels === undefined);
  return {
    form: isFree ? AnswerForm.Free : FORMS[type],
    needsAnswer: needsAnswer(type),
    labels: (labels ?? []).map((label) => encoder.encode(canonicalString(String(label)))),
  };
}

/** The styles of a single answer; the others say how several are written. */
const STYLES: Readonly<Partial<Record<AnswerStyle, AnswerIndex>>> = {
  index0: AnswerIndex.FromZero,
  index1: AnswerIndex.FromOne,
  letter: AnswerIndex.Letter,
  text: AnswerIndex.Text,
};

const FORMS: Readonly<Record<ItemType, AnswerForm>> = {
  'multiple-choice': AnswerForm.One,
  'multiple-answer': AnswerForm.Some,
  'short-answer': AnswerForm.Free,
  generation: AnswerForm.Free,
  dialogue: AnswerForm.Free,
  classification: AnswerForm.Label,
  distribution: AnswerForm.Shares,
  pairwise: AnswerForm.OneOrTie,
};
