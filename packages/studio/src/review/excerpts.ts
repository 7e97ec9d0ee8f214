import { readExcerpts } from '@jatdae/validator';
import type { ExcerptsReply } from '../api.js';
import type { JudgedReport, Prepared } from './session.js';

/**
 * The records of findings, masked as the report is: those that the report took along, the others are read again.
 * A finding of the deliverable as a whole has none.
 */
export async function excerptsFor(
  { report, excerpts }: JudgedReport,
  { items }: Pick<Prepared, 'items'>,
  fingerprints: readonly string[],
  signal: AbortSignal,
): Promise<ExcerptsReply> {
  const indexes = fingerprints.map((fingerprint) => report.findings.findIndex((one) => one.fingerprint === fingerprint));
  const missing = indexes.flatMap((at) => {
    const place = report.findings[at]?.place;
    return place == null || place.record === null || excerpts.get(at)?.record != null
      ? []
      : [{ at, place: { ...place, record: place.record } }];
  });
  const places = missing.map(({ place }) => place);
  const read = places.length === 0 ? [] : await readExcerpts(items.plan, places, signal);
  const again = new Map(missing.map(({ at }, k) => [at, read[k] ?? null]));
  return {
    excerpts: fingerprints.map((fingerprint, k) => {
      const at = indexes[k] ?? -1;
      const { text = null, mark = null } = excerpts.get(at)?.record ?? again.get(at) ?? {};
      return { fingerprint, text, mark };
    }),
  };
}
