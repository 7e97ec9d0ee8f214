import type { Finding, Report, RuleRow } from '@jatdae/schema';

/** Findings by the code of their rule, each group in the order of the report. */
export function groupByCode(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group === undefined) groups.set(finding.code, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** Rules by code. */
export const rulesByCode = ({ rules }: Report): Map<string, RuleRow> => new Map(rules.map((rule) => [rule.code, rule]));

export const sawAll = ({ coverage: { bytes, records, exact } }: RuleRow): boolean => exact && bytes >= 1 && records >= 1;
