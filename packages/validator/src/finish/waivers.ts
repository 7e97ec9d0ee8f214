import type { Finding, FindingWaiver, Manifest, ReviewerWaiver, RuleRow, WaiverRow, WaiverSource } from '@jatdae/schema';

/** A waiver that may cover a finding, with whose it is. */
export interface GivenWaiver extends ReviewerWaiver {
  readonly source: WaiverSource;
  /** the delivery is later than `until` */
  readonly expired: boolean;
}

/**
 * A reviewer's waivers, then the manifest's: of two that cover a finding the reviewer's word is shown. One that ended before the
 * delivery covers nothing; the manifest's own delivery date counts, so that the same bytes are judged the same on any day.
 */
export function gatherWaivers({ waivers = [], consortium }: Manifest, reviewers: readonly ReviewerWaiver[]): GivenWaiver[] {
  const delivery = consortium?.deliveryDate;
  const from =
    (source: WaiverSource) =>
    (waiver: ReviewerWaiver): GivenWaiver => ({
      ...waiver,
      source,
      expired: waiver.until !== undefined && delivery !== undefined && waiver.until < delivery,
    });
  return [...reviewers.map(from('reviewer')), ...waivers.map(from('manifest'))];
}

const covers = (waiver: GivenWaiver, code: string, fingerprint: string): boolean =>
  waiver.rule === code && (waiver.fingerprint === undefined || waiver.fingerprint === fingerprint);

/** By whom, why and until when a finding is waived; null where it is not. */
export function findWaiver(waivers: readonly GivenWaiver[], code: string, fingerprint: string): FindingWaiver | null {
  const found = waivers.find((waiver) => !waiver.expired && covers(waiver, code, fingerprint));
  if (found === undefined) return null;
  const { by, reason, until, source } = found;
  return { by, reason, ...(until === undefined ? {} : { until }), source };
}

/** Whether all findings of a rule are waived, those that were only counted included. */
export const waivesAll = (waivers: readonly GivenWaiver[], code: string): boolean =>
  waivers.some(({ rule, fingerprint, expired }) => rule === code && fingerprint === undefined && !expired);

/** What became of every waiver, in the order in which they were given. `ran` says whether a rule looked at everything. */
export function describeWaivers(
  waivers: readonly GivenWaiver[],
  findings: readonly Finding[],
  rules: readonly Pick<RuleRow, 'count' | 'shown' | 'code'>[],
  ran: (code: string) => boolean,
): WaiverRow[] {
  return waivers.map((waiver) => {
    const { rule: code, fingerprint, by, reason, until, source, expired } = waiver;
    const row = rules.find((rule) => rule.code === code);
    const listed = findings.filter((finding) => covers(waiver, finding.code, finding.fingerprint)).length;
    const covered = fingerprint === undefined ? (row?.count ?? 0) : listed;
    const whole = ran(code) && (fingerprint === undefined || row === undefined || row.shown === row.count);
    return {
      rule: code,
      ...(fingerprint === undefined ? {} : { fingerprint }),
      by,
      reason,
      ...(until === undefined ? {} : { until }),
      source,
      state: expired ? 'expired' : covered > 0 ? 'used' : whole ? 'stale' : 'unseen',
      findings: covered,
    };
  });
}
