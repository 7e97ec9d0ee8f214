import type { Report } from '@jatdae/schema';
import type { ValidateResult } from '@jatdae/validator';

export const EXIT = { accepted: 0, rejected: 1, unusable: 2, incomplete: 3, defect: 70, interrupted: 130 } as const;

export type FailOn = 'error' | 'warning';

/** What of a result its exit status depends on. */
type Judged = { readonly status: ValidateResult['status']; readonly report: ValidateResult['report'] };

/** The exit status of a run; an interrupt that cut the reading short is `incomplete`, whatever was found before it. */
export function exitCode(result: Judged, failOn: FailOn, interrupted: boolean): number {
  if (result.status === 'unusable') return EXIT.unusable;
  const { report } = result;
  if (interrupted && !report.complete) return EXIT.incomplete;
  if (report.verdict === 'accepted' && failOn === 'warning' && hasOpenWarning(report)) return EXIT.rejected;
  return EXIT[report.verdict];
}

/** A warning that no waiver covers. Findings beyond the kept ones are unwaived as far as anyone can tell. */
function hasOpenWarning(report: Report): boolean {
  const open = report.findings.some((finding) => finding.severity === 'warning' && !finding.waived);
  return open || report.rules.some((rule) => rule.severity === 'warning' && rule.count > rule.shown);
}
