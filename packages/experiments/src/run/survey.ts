import { createHash } from 'node:crypto';
import { type AskedItem, asksSomething, type OpenItems, UsageError } from '@jatdae/validator';
import { keyOf } from '../files/line.js';
import { createShotPool, type ShotPool } from '../prompt/few-shot.js';
import { sendablePicture } from '../prompt/pictures.js';
import type { RunOptions } from './settings.js';

/** Why an item is not asked. */
export type Reason = 'leaderboard' | 'without-id' | 'repeated-id' | 'nothing-to-ask' | 'media';

/** What a first reading of the items tells. */
export interface Survey {
  /** SHA-256 over what every item asks, in the order of the plan; lower-case hex */
  readonly fingerprint: string;
  /** to be asked */
  readonly items: number;
  readonly skipped: Readonly<Record<Reason, number>>;
  /** asked without the media that they have */
  readonly withoutMedia: number;
  readonly pool: ShotPool;
}

type Selection = Pick<RunOptions, 'subMetrics' | 'limit' | 'includeLeaderboard' | 'kind'>;

/** Says of one item after the other, in the order of the plan, whether it is asked. */
export type Select = (item: AskedItem) => 'asked' | 'not-selected' | Reason;

export function createSelect({ subMetrics, limit, includeLeaderboard, kind }: Selection, bySubMetric: boolean): Select {
  const wanted = subMetrics === undefined ? null : new Set(subMetrics.map((id) => id.normalize('NFC')));
  const taken = new Map<string | null, number>();
  const seen = new Set<string>();
  return (item) => {
    if (wanted !== null && !wanted.has(item.subMetric ?? '')) return 'not-selected';
    if (item.side !== 'public' && !includeLeaderboard) return 'leaderboard';
    if (!asksSomething(item)) return 'nothing-to-ask';
    if (item.id === null) return 'without-id';
    if (kind === 'lmm' && !item.media.every(sendablePicture)) return 'media';
    const before = taken.get(item.subMetric) ?? 0;
    if (limit !== undefined && before >= limit) return 'not-selected';
    const key = keyOf(item, bySubMetric);
    if (seen.has(key)) return 'repeated-id';
    seen.add(key);
    taken.set(item.subMetric, before + 1);
    return 'asked';
  };
}

/** Whether ids are unique in their sub-metric only. */
export const idsBySubMetric = ({ manifest }: OpenItems): boolean => (manifest.dataset.idScope ?? 'deliverable') !== 'deliverable';

/** @throws UsageError for a sub-metric that the manifest does not declare */
export async function survey(items: OpenItems, options: RunOptions): Promise<Survey> {
  checkSubMetrics(items, options.subMetrics ?? []);
  const select = createSelect(options, idsBySubMetric(items));
  const pool = createShotPool(options.shots, options.seed);
  const hash = createHash('sha256');
  const skipped: Record<Reason, number> = {
    leaderboard: 0,
    'without-id': 0,
    'repeated-id': 0,
    'nothing-to-ask': 0,
    media: 0,
  };
  let [count, withoutMedia] = [0, 0];
  for await (const item of items.asked()) {
    options.signal.throwIfAborted();
    hash.update(askedText(item));
    pool.offer(item);
    const verdict = select(item);
    if (verdict === 'not-selected') continue;
    if (verdict !== 'asked') {
      skipped[verdict] += 1;
      continue;
    }
    count += 1;
    if (item.media.length > 0 && options.kind === 'llm') withoutMedia += 1;
  }
  return { fingerprint: hash.digest('hex'), items: count, skipped, withoutMedia, pool };
}

/** All that an item asks, without its key: a key that is set right does not make answers to the question wrong. */
function askedText({ id, subMetric, type, context, question, turns, choices, labels, media }: AskedItem): string {
  const contents = media.map(({ sha256, reference }) => sha256 ?? reference);
  return `${JSON.stringify([id, subMetric, type, context, question, turns, choices, labels, contents])}\n`;
}

function checkSubMetrics({ manifest }: OpenItems, wanted: readonly string[]): void {
  const known = manifest.subMetrics.map(({ id }) => id.normalize('NFC'));
  const unknown = wanted.find((id) => !known.includes(id.normalize('NFC')));
  if (unknown === undefined) return;
  throw new UsageError({
    ko: `매니페스트에 없는 하위 측정 항목입니다: ${unknown}. 있는 것: ${known.join(', ')}`,
    en: `The manifest declares no sub-metric ${unknown}. It declares: ${known.join(', ')}`,
  });
}
