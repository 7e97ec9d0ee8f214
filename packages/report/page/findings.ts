import type { PageData, PageFinding } from '../src/html/page-data.js';

/** A finding with its names in the place of the indices of the row that it came as. */
export interface Finding {
  readonly row: PageFinding;
  /** its place in the report */
  readonly at: number;
  readonly code: string;
  readonly severity: number;
  readonly isWaived: boolean;
  readonly path: number;
  readonly subMetric: number;
  readonly place: string;
  readonly message: string;
}

export function findingsOf(data: PageData): readonly Finding[] {
  return data.findings.map((row, at) => ({
    row,
    at,
    code: data.rules[row[0]]?.code ?? '',
    severity: row[1],
    isWaived: row[2] >= 0,
    path: row[3],
    subMetric: row[4],
    place: row[5],
    message: row[6],
  }));
}

export interface Filters {
  readonly text: string;
  /** severities that are not shown */
  readonly hidden: ReadonlySet<number>;
  /** a rule's code, empty for all */
  readonly rule: string;
  /** indices, -1 for all */
  readonly path: number;
  readonly subMetric: number;
  readonly waived: 'all' | 'no' | 'yes';
}

export const NO_FILTERS: Filters = { text: '', hidden: new Set(), rule: '', path: -1, subMetric: -1, waived: 'all' };

export type SortKey = 'severity' | 'rule' | 'place';

export interface Order {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** Those of a list of findings that filters let through, in its order. */
export type Find = (list: readonly Finding[], filters: Filters) => readonly Finding[];

/** What is searched through is made once, when something is first searched for. */
export function createFinder(findings: readonly Finding[]): Find {
  let haystacks: readonly string[] | null = null;
  return (list, filters) => {
    const words = filters.text.normalize('NFC').toLowerCase().split(/\s+/u).filter(Boolean);
    if (words.length > 0) haystacks ??= findings.map(searchable);
    return list.filter((finding) => {
      const { at, severity, isWaived, code, path, subMetric } = finding;
      if (filters.hidden.has(severity)) return false;
      if (filters.rule !== '' && code !== filters.rule) return false;
      if (filters.path >= 0 && path !== filters.path) return false;
      if (filters.subMetric >= 0 && subMetric !== filters.subMetric) return false;
      if (filters.waived !== 'all' && isWaived !== (filters.waived === 'yes')) return false;
      return words.every((word) => haystacks?.[at]?.includes(word) === true);
    });
  };
}

const searchable = ({ code, message, place, row }: Finding): string =>
  `${code}\n${message}\n${place}\n${row[7]}\n${row[8].join('\n')}`.normalize('NFC').toLowerCase();

/** Findings in another order; those that are equal in it stay in the report's, in which those of a place come as they were read. */
export function sorted(findings: readonly Finding[], { key, isDescending }: Order): readonly Finding[] {
  const compare: Readonly<Record<SortKey, (a: Finding, b: Finding) => number>> = {
    severity: (a, b) => a.severity - b.severity,
    rule: (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    place: (a, b) => a.path - b.path || numberIn(a) - numberIn(b),
  };
  const sign = isDescending ? -1 : 1;
  return [...findings].sort((a, b) => sign * compare[key](a, b) || a.at - b.at);
}

/** The line or record that a place names. */
const numberIn = ({ place }: Finding): number => Number(/[:( ](\d[\d,]*)/u.exec(place)?.[1]?.replaceAll(',', '') ?? 0);
