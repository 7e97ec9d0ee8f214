import type { ItemType } from '@jatdae/schema';

/** Items of one sub-metric and split, and of one kind where a target keeps kinds apart: a data file. */
export interface Part {
  readonly subMetric: string;
  readonly side: 'public' | 'leaderboard';
  /** null where a file may hold several types */
  readonly type: ItemType | null;
  /** how many choices each item has; null where a file may hold several numbers */
  readonly choices: number | null;
  /** what files and tasks are named by: letters of any script, digits, `-` and `_`; of no other sub-metric and type */
  readonly stem: string;
  /** the same in ASCII */
  readonly key: string;
  /** in the export, with `/` */
  readonly path: string;
}

/** A part once it is written. */
export interface WrittenPart extends Part {
  readonly records: number;
  readonly bytes: number;
  /** lower-case hex */
  readonly sha256: string;
}

interface Names {
  readonly stem: string;
  readonly key: string;
}

/** Names of sub-metrics for files, tasks and resources: short, and none given twice on a file system that ignores case. */
export function createNames(
  subMetrics: readonly { readonly id: string; readonly itemType: ItemType }[],
): (subMetric: string, type: ItemType | null, choices: number | null) => Names {
  const given = new Map<string, Names>();
  const freeStem = createFree('_');
  const freeKey = createFree('-');
  const nameFor = (subMetric: string, type: ItemType | null, choices: number | null): Names => {
    const at = subMetrics.findIndex(({ id }) => id === subMetric);
    // Where an item is of the type that its sub-metric declares, nothing is added to the name.
    const ofType = type === null || subMetrics[at]?.itemType === type ? '' : `_${type.replaceAll('-', '_')}`;
    const added = `${ofType}${choices === null ? '' : `_${choices}`}`;
    const plain = shortened(subMetric.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '_'));
    const key = isPlain(subMetric) ? asciiOf(subMetric) : `sub-metric-${at + 1}`;
    return { stem: freeStem(`${plain}${added}`), key: freeKey(`${key}${added.replaceAll('_', '-')}`) };
  };
  return (subMetric, type, choices) => {
    const place = JSON.stringify([subMetric, type, choices]);
    const names = given.get(place) ?? nameFor(subMetric, type, choices);
    given.set(place, names);
    return names;
  };
}

/** Gives a name that is taken a number. */
function createFree(separator: string): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    for (let n = 1; ; n++) {
      const name = n === 1 ? wanted : `${wanted}${separator}${n}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

const asciiOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');

const isPlain = (text: string): boolean => /^[ -~]+$/u.test(text) && asciiOf(text) !== '';

/** A name of a file may have 255 bytes; 60 letters of Hangul are 180. */
const shortened = (name: string): string => {
  const short = [...name]
    .slice(0, 60)
    .join('')
    .replace(/^_+|_+$/gu, '');
  return short === '' ? '_' : short;
};
