import type { Localized } from '@jatdae/schema';

/** What is mended, in the order in which it is told. */
export const FIXES = ['names', 'encoding', 'bom', 'line-ends', 'nfc', 'enum-blanks', 'ids', 'lists', 'manifest'] as const;
export type FixName = (typeof FIXES)[number];

export const FIX_TEXTS: Readonly<Record<FixName, Localized>> = {
  names: { ko: '파일 이름', en: 'file name' },
  encoding: { ko: '인코딩을 UTF-8로', en: 'encoding to UTF-8' },
  bom: { ko: 'BOM 제거', en: 'byte order mark removed' },
  'line-ends': { ko: '섞인 줄 끝을 LF로', en: 'mixed line ends to LF' },
  nfc: { ko: '풀린 한글 자모를 음절로(NFC)', en: 'decomposed Hangul to syllables (NFC)' },
  'enum-blanks': { ko: '정해진 값 앞뒤의 빈칸 제거', en: 'blanks around values of a set removed' },
  ids: { ko: '1.0처럼 된 id를 1로', en: 'ids such as 1.0 to 1' },
  lists: { ko: '파이썬 목록을 JSON으로', en: 'Python lists to JSON' },
  manifest: { ko: '바뀐 파일에 맞춘 매니페스트', en: 'manifest that follows the changed files' },
};

/** Where something was changed; what is not known of it is left out. */
export interface ChangedPlace {
  /** from 1 */
  readonly line?: number;
  readonly record?: number;
  readonly pointer?: string;
  /** both only where the values are no answer; personal data is masked */
  readonly from?: string;
  readonly to?: string;
}

export interface Change {
  readonly fix: FixName;
  readonly count: number;
  /** the first of them */
  readonly places: readonly ChangedPlace[];
}

/** Why a file was copied as it is although there may be something to mend. */
export type Untouched =
  | 'archive'
  | 'zstd'
  | 'damaged'
  | 'undecodable'
  | 'binary'
  | 'quotes'
  | 'keyed'
  | 'name-taken'
  | 'name-used'
  | 'ids-collide'
  | 'together';

export const UNTOUCHED_TEXTS: Readonly<Record<Untouched, Localized>> = {
  archive: {
    ko: '압축 파일 안은 고치지 않습니다. 풀어서 넣으면 고칩니다',
    en: 'what lies in an archive is not mended; unpack it first',
  },
  zstd: { ko: 'zstd로 압축한 파일은 고치지 않습니다', en: 'files compressed with zstd are not mended' },
  damaged: { ko: '끝까지 읽을 수 없는 파일이라 그대로 두었습니다', en: 'it cannot be read to its end, so it was left as it is' },
  undecodable: {
    ko: '그 인코딩으로 읽을 수 없는 바이트가 있어 그대로 두었습니다',
    en: 'it holds bytes that its encoding does not have, so it was left as it is',
  },
  binary: { ko: '값 안의 것은 이 형식에서 고치지 않습니다', en: 'values are not mended in this format' },
  quotes: {
    ko: '따옴표를 RFC 4180과 다르게 써서 칸 안의 값은 그대로 두었습니다 (jatdae explain F011)',
    en: 'its quoting is not that of RFC 4180, so values were left as they are (jatdae explain F011)',
  },
  keyed: {
    ko: '객체의 값이 문항인 파일이라 값은 그대로 두었습니다',
    en: 'its items are values of an object, so values were left as they are',
  },
  'name-taken': {
    ko: '고친 이름의 파일이 이미 있어 이름을 그대로 두었습니다',
    en: 'a file of the mended name is there already, so the name was left',
  },
  'name-used': {
    ko: '문항이나 매니페스트가 이 이름으로 가리키고 있어 이름을 그대로 두었습니다',
    en: 'items or the manifest refer to it by this name, so the name was left',
  },
  together: {
    ko: '매니페스트가 함께 인코딩을 정한 다른 파일을 고칠 수 없어 그대로 두었습니다',
    en: 'the manifest tells its encoding together with that of a file that cannot be mended, so it was left as it is',
  },
  'ids-collide': {
    ko: '1.0을 1로 고치면 다른 id와 같아질 수 있어 id를 그대로 두었습니다',
    en: 'an id such as 1.0 might become that of another item, so ids were left as they are',
  },
};

export interface FileChanges {
  /** of the deliverable that was read */
  readonly path: string;
  /** in the new folder */
  readonly to: string;
  readonly changes: readonly Change[];
  readonly untouched: readonly Untouched[];
}

/** Places that are told of each fix in a file. */
const PLACES = 20;

/** Counts what is changed in one file. */
export interface ChangeTally {
  add(fix: FixName, place?: ChangedPlace): void;
  leave(reason: Untouched): void;
  count(fix: FixName): number;
  changes(): Change[];
  untouched(): Untouched[];
}

export function createTally(): ChangeTally {
  const counts = new Map<FixName, { count: number; readonly places: ChangedPlace[] }>();
  const left = new Set<Untouched>();
  return {
    add(fix, place) {
      const known = counts.get(fix) ?? { count: 0, places: [] };
      counts.set(fix, known);
      known.count += 1;
      if (place !== undefined && known.places.length < PLACES) known.places.push(place);
    },
    leave: (reason) => void left.add(reason),
    count: (fix) => counts.get(fix)?.count ?? 0,
    changes: () =>
      FIXES.flatMap((fix) =>
        counts.has(fix) ? [{ fix, ...(counts.get(fix) as { count: number; places: ChangedPlace[] }) }] : [],
      ),
    untouched: () => [...left],
  };
}
