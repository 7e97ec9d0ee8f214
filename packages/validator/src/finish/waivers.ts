import type { Manifest, Waiver } from '@jatdae/schema';

/**
 * The waiver that covers a finding, if any. A waiver that ended before the delivery covers nothing; the manifest's own delivery date
 * counts, so that the same bytes are judged the same on any day.
 */
export function findWaiver(manifest: Manifest, code: string, fingerprint: string): Waiver | undefined {
  const delivery = manifest.consortium?.deliveryDate;
  return (manifest.waivers ?? []).find(({ rule, fingerprint: one, until }) => {
    const inForce = until === undefined || delivery === undefined || until >= delivery;
    return rule === code && inForce && (one === undefined || one === fingerprint);
  });
}

/** Whether all findings of a rule are waived, those that were only counted included. */
export function waivesAll(manifest: Manifest, code: string): boolean {
  return (manifest.waivers ?? []).some(
    (waiver) => waiver.fingerprint === undefined && findWaiver({ ...manifest, waivers: [waiver] }, code, '') !== undefined,
  );
}
