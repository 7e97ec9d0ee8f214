/** What a program found. Absent is what it does not count. */
export interface Counts {
  readonly records: number;
  /** records that break a check on their own fields */
  readonly invalid?: number;
  readonly distinctIds?: number;
  /** records whose question an earlier record has */
  readonly duplicateQuestions?: number;
  /** questions that stand in both splits */
  readonly overlap?: number;
}

export const COUNT_NAMES = ['records', 'invalid', 'distinctIds', 'duplicateQuestions', 'overlap'] as const;

interface Report {
  readonly deliverable: { readonly items: number };
  readonly subMetrics: readonly { readonly valid: number }[];
  readonly rules: readonly { readonly code: string; readonly count: number }[];
}

/** The counts that our report tells, where no record is both broken and repeated. */
export function countsOfReport(json: string): Required<Counts> {
  const { deliverable, subMetrics, rules } = JSON.parse(json) as Report;
  const found = (code: string): number => rules.find((rule) => rule.code === code)?.count ?? 0;
  const valid = subMetrics.reduce((sum, row) => sum + row.valid, 0);
  return {
    records: deliverable.items,
    invalid: deliverable.items - valid - found('I002'),
    distinctIds: deliverable.items - found('I002') - found('I003'),
    duplicateQuestions: found('D001') + found('H003'),
    overlap: found('H003'),
  };
}

/** Says in what two differ, among what both count. */
export function disagreement(expected: Counts, found: Counts): string | undefined {
  const differing = COUNT_NAMES.filter((name) => found[name] !== undefined && expected[name] !== undefined).filter(
    (name) => found[name] !== expected[name],
  );
  if (differing.length === 0) return undefined;
  return differing.map((name) => `${name}: ${found[name]}, not ${expected[name]}`).join('; ');
}
