import type { Adjudication, DefectKind, Judgement, SampledItem } from '@jatdae/schema';

/** What holds of an item of the sample. */
export interface ItemOutcome {
  readonly sampled: SampledItem;
  /** the last of each reviewer, without those taken back, in the order in which they were stored */
  readonly judgements: readonly Judgement[];
  readonly adjudication: Adjudication | null;
  /** disputed: reviewers say both pass and defect, and nobody has decided; open: it still needs a judgement */
  readonly state: 'open' | 'disputed' | 'pass' | 'defect';
  /** of a defect: as adjudicated, else as the first reviewer says who found one */
  readonly kind: DefectKind | null;
}

/** @param given and `adjudications` in the order in which they were stored */
export function judgeItems(
  sample: readonly SampledItem[],
  given: readonly Judgement[],
  adjudications: readonly Adjudication[],
): ItemOutcome[] {
  const byItem = new Map<number, Map<string, Judgement>>();
  for (const judgement of given) {
    const ofItem = byItem.get(judgement.item) ?? new Map<string, Judgement>();
    byItem.set(judgement.item, ofItem);
    // Set anew: the order is that of the judgements that hold.
    ofItem.delete(judgement.reviewer);
    if (judgement.verdict !== 'withdrawn') ofItem.set(judgement.reviewer, judgement);
  }
  const decided = new Map(adjudications.map((one) => [one.item, one]));
  return sample.map((sampled) => {
    const judgements = [...(byItem.get(sampled.item)?.values() ?? [])];
    const adjudication = decided.get(sampled.item) ?? null;
    const state = stateOf(sampled, judgements, adjudication);
    const found = judgements.find(({ verdict }) => verdict === 'defect')?.defect ?? null;
    const kind = state === 'defect' ? (adjudication?.defect ?? found ?? 'other') : null;
    return { sampled, judgements, adjudication, state, kind };
  });
}

function stateOf(
  { double }: SampledItem,
  judgements: readonly Judgement[],
  adjudication: Adjudication | null,
): ItemOutcome['state'] {
  // A decision without anything to decide is none: its judgements were taken back.
  if (judgements.length === 0) return 'open';
  if (adjudication !== null) return adjudication.verdict;
  if (judgements.length < (double ? 2 : 1)) return 'open';
  const defects = judgements.filter(({ verdict }) => verdict === 'defect').length;
  if (defects === 0) return 'pass';
  return defects === judgements.length ? 'defect' : 'disputed';
}

/** The same, or of two kinds of defect. */
export type Difference = 'outcome' | 'kind';

/** What reviewers of an item do not agree on; null where they do. */
export function differenceOf({ judgements }: Pick<ItemOutcome, 'judgements'>): Difference | null {
  const [first] = judgements;
  if (judgements.some(({ verdict }) => verdict !== first?.verdict)) return 'outcome';
  return judgements.some(({ defect }) => defect !== first?.defect) ? 'kind' : null;
}
