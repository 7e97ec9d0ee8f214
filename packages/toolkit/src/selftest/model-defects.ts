import type { Manifest } from '@jatdae/schema';
import type { CopyItem } from './copy-item.js';
import type { Draft } from './draft.js';
import type { Keys } from './keys.js';
import { type Json, valueAt } from './pointer.js';
import { createRandom, type Random } from './random.js';
import type { Reason } from './reasons.js';
import { bytesOf, changeManifest, type WholeDefect, type WholeFacts } from './whole-defect.js';

/** What E006 and E007 ask for, where no profile says otherwise. */
const LEAST_ITEMS = 100;
const LEAST_MODELS = { E006: 2, E007: 3 } as const;
/** More models than these make a planted defect no plainer. */
const MOST_MODELS = 10;
/** Metrics that tell of wrong answers to keyed choices alike. */
const SHARES: ReadonlySet<string> = new Set(['accuracy', 'exact-match']);
/** Models that tell items apart, and that are neither at the floor nor at the ceiling. */
const MEDIOCRE = 0.8;
/** One key of so many is moved. */
const EVERY = 25;

const placeOfModel = (m: number): string => `experiments/selftest-${m + 1}.jsonl`;
const modelsOf = ({ own }: WholeFacts): number => Math.min(MOST_MODELS, own.experiments?.length ?? 0);

/** The value that the answer field has where the key stands at this place. */
const spelledAt = (item: CopyItem, place: number, keys: Keys): Json | undefined =>
  valueAt(keys.moved(item, place) ?? {}, item.pointers.answer);

const isAskable = (item: CopyItem, keys: Keys): boolean =>
  item.key !== null &&
  item.choices.length > 1 &&
  valueAt(item.record, item.pointers.id) !== undefined &&
  item.choices.every((_, place) => spelledAt(item, place, keys) !== undefined);

/** An answer that is right with this probability, and else one of the others, each as likely. */
function chosen(item: CopyItem, accuracy: number, random: Random): number {
  const isRight = random.below(1_000_000) < accuracy * 1_000_000;
  const away = 1 + random.below(item.choices.length - 1);
  return isRight ? (item.key ?? 0) : ((item.key ?? 0) + away) % item.choices.length;
}

/**
 * Answers made up in the name of as many models as the deliverable was measured with: each is right in `accuracy` of the items, and they err
 * independently of one another, which is what no rule has anything against.
 */
function answer(draft: Draft, facts: WholeFacts, accuracy: number): void {
  const as = styleOf(draft.manifest);
  const items = draft.items.filter((item) => isAskable(item, facts.keys));
  const experiments = Array.from({ length: modelsOf(facts) }, (_, m) => {
    const path = placeOfModel(m);
    const random = createRandom(m + 1);
    const lines = items.map((item) => {
      const prediction = spelledAt(item, chosen(item, accuracy, random), facts.keys);
      return JSON.stringify({ id: valueAt(item.record, item.pointers.id), prediction });
    });
    draft.files.set(path, bytesOf(`${lines.join('\n')}\n`));
    const id = `selftest-${m + 1}`;
    return { id, model: { name: id, kind: 'llm' as const }, predictions: as === undefined ? path : { path, as }, scores: {} };
  });
  changeManifest(draft, { experiments });
}

function styleOf({ resources }: Manifest) {
  const spelling = resources[0]?.fields?.answer;
  return typeof spelling === 'object' ? spelling.as : undefined;
}

/** Why the answers of models to these items show nothing. */
function reasonAgainst(code: keyof typeof LEAST_MODELS, { items, manifest }: Draft, facts: WholeFacts): Reason | null {
  if (modelsOf(facts) < LEAST_MODELS[code]) return 'few-models';
  const metricOf = new Map<string | null, string | undefined>(
    manifest.subMetrics.map(({ id, metric }) => [id.normalize('NFC'), metric]),
  );
  if (!items.every(({ subMetric }) => SHARES.has(metricOf.get(subMetric) ?? ''))) return 'no-share-of-right-answers';
  return items.filter((item) => isAskable(item, facts.keys)).length < LEAST_ITEMS ? 'few-keyed-items' : null;
}

const ofModels = (
  code: keyof typeof LEAST_MODELS,
  name: string,
  spoil: (draft: Draft, facts: WholeFacts) => void,
): WholeDefect => ({
  code,
  name,
  base: 'whole',
  prepare: (draft, facts) => answer(draft, facts, MEDIOCRE),
  spoil(draft, facts) {
    const reason = reasonAgainst(code, draft, facts);
    if (reason === null) spoil(draft, facts);
    return reason;
  },
});

/** The models go on answering as they did, so that most of them choose what was the key. */
function moveKeys(draft: Draft, { keys }: WholeFacts): void {
  let k = 0;
  draft.items = draft.items.map((item) => {
    if (!isAskable(item, keys) || k++ % EVERY !== 0) return item;
    const record = keys.moved(item, ((item.key ?? 0) + 1) % item.choices.length);
    return record === null ? item : { ...item, record };
  });
}

export const MODEL_DEFECTS: readonly WholeDefect[] = [
  ofModels('E006', 'every model right everywhere', (draft, facts) => answer(draft, facts, 1)),
  ofModels('E006', 'every model wrong everywhere', (draft, facts) => answer(draft, facts, 0)),
  ofModels('E007', 'keys moved to another choice than the models give', moveKeys),
];
