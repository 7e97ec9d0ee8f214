import { UsageError } from '../options.js';
import type { BestKeys } from './best-keys.js';
import { estimateOf } from './bins.js';
import type { KeyHeader } from './key-format.js';
import { findNearKeys } from './near-keys.js';
import { type LeakComparison, type LeakPair, STRENGTH } from './overlap.js';
import type { KeyFile } from './read-keys.js';
import { findSameKeys } from './same-keys.js';

/**
 * Overlaps of two files of keys: exact by their fingerprints, near by their sketches, whose similarity is an estimate. Neither file is held; what is
 * held of an item of the first one takes six bytes.
 * @throws UsageError
 */
export async function compareKeys(a: KeyFile, b: KeyFile, keep: number): Promise<LeakComparison> {
  refuseOtherwiseMade(a.header, b.header);
  const best: BestKeys = {
    kind: new Uint8Array(a.items),
    partner: new Uint32Array(a.items),
    equalBins: new Uint8Array(a.items),
  };
  await findSameKeys(a, b, best);
  const notFullyCompared = await findNearKeys(a, b, best);
  const counts: Partial<Record<LeakPair['kind'], number>> = {};
  const pairs: LeakPair[] = [];
  for (let item = 0; item < a.items; item++) {
    const kind = STRENGTH[(best.kind[item] as number) - 1];
    if (kind === undefined) continue;
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (pairs.length < keep) pairs.push(await pairOf(a, b, best, item, kind));
  }
  const inOrder = STRENGTH.flatMap((kind) => (counts[kind] === undefined ? [] : [[kind, counts[kind]] as const]));
  return { items: { a: a.items, b: b.items }, counts: Object.fromEntries(inOrder), pairs, notFullyCompared };
}

async function pairOf(a: KeyFile, b: KeyFile, best: BestKeys, item: number, kind: LeakPair['kind']): Promise<LeakPair> {
  const estimate = kind === 'near';
  return {
    kind,
    a: await a.place(item),
    b: { ...(await b.place(best.partner[item] as number)), dataset: b.header.dataset },
    similarity: estimate ? Math.round(estimateOf(best.equalBins[item] as number) * 100) / 100 : null,
    estimate,
  };
}

const SETTINGS = ['n', 'least', 'jaccard', 'jamo', 'text'] as const;

function refuseOtherwiseMade(a: KeyHeader, b: KeyHeader): void {
  if (a.key !== b.key) {
    throw new UsageError({
      ko: '두 파일을 다른 키로 만들었습니다. 같은 키로 다시 만드십시오.',
      en: 'The two files were made with different keys. Make them again with the same key.',
    });
  }
  const different = SETTINGS.filter((name) => a[name] !== b[name]).map((name) => `${name} ${a[name]} ≠ ${b[name]}`);
  if (different.length === 0) return;
  throw new UsageError({
    ko: `두 파일을 다른 설정으로 만들었습니다(${different.join(', ')}). 프로파일의 rules.H004.options를 같게 하여 다시 만드십시오.`,
    en: `The two files were made with different settings (${different.join(', ')}). Make them again with the same rules.H004.options in the profile.`,
  });
}
