import type { Copy } from './copy.js';
import type { CopyItem } from './copy-item.js';
import type { Suspects } from './plant.js';

/** Small parts of a copy that defects of the whole are planted in. */
export interface Bases {
  /** some items of every sub-metric, as many of each */
  readonly even: readonly CopyItem[];
  /** items of the largest sub-metric */
  readonly main: readonly CopyItem[];
  /** all of its items that the copy holds */
  readonly whole: readonly CopyItem[];
  /** a few items with media of their own */
  readonly media: readonly CopyItem[];
}

const EACH = 24;
const MAIN = 200;
const WHOLE = 3000;
const MEDIA = 12;
const SUB_METRICS = 40;

/** Items without findings go before those with some; both splits by `share`, so that H001 and H002 are silent. */
export function basesOf(copy: Copy, suspects: Suspects, share: number): Bases {
  const usable = [...copy.items.filter((item) => !suspects.has(item)), ...copy.items.filter((item) => suspects.has(item))];
  const groups = new Map<string, CopyItem[]>();
  for (const item of usable) {
    if (item.subMetric === null) continue;
    const group = groups.get(item.subMetric);
    if (group === undefined) groups.set(item.subMetric, [item]);
    else group.push(item);
  }
  const lists = [...groups.values()].slice(0, SUB_METRICS);
  const largest = lists.reduce<readonly CopyItem[]>((most, list) => (list.length > most.length ? list : most), []);
  return {
    even: lists.flatMap((list) => balanced(list, EACH, share)),
    main: balanced(largest, MAIN, share),
    whole: largest.slice(0, WHOLE),
    media: withOwnMedia(usable, copy),
  };
}

/** At the most `most` items of which `share` are the leaderboard's; the first ones where that cannot be. */
function balanced(items: readonly CopyItem[], most: number, share: number): readonly CopyItem[] {
  const hidden = items.filter(({ side }) => side === 'leaderboard');
  const open = items.filter(({ side }) => side === 'public');
  for (let k = Math.min(hidden.length, Math.round(most * share)); k > 0; k--) {
    const others = Math.round((k * (1 - share)) / share);
    if (others <= open.length) return [...open.slice(0, others), ...hidden.slice(0, k)];
  }
  return items.slice(0, most);
}

/** Items all of whose media are there and no other item's of the base. */
function withOwnMedia(items: readonly CopyItem[], { media }: Copy): readonly CopyItem[] {
  const taken = new Set<string>();
  const found: CopyItem[] = [];
  for (const item of items) {
    if (found.length === MEDIA) break;
    const paths = item.media.flatMap(({ path }) => path ?? []);
    if (paths.length === 0 || paths.length !== item.media.length) continue;
    if (paths.some((path) => taken.has(path) || !media.has(path))) continue;
    for (const path of paths) taken.add(path);
    found.push(item);
  }
  return found;
}
