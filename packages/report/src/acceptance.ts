import type { Language } from '@jatdae/schema';
import { listOf, memberOf } from './statistics.js';
import { both, clean, formatCount, formatShare } from './text.js';

const DIGITS = 1;

/** What people said of the sample: a part a sub-metric with its interval, then how far they agree; none where nobody judged. */
export function acceptanceParts(value: unknown, language: Language): string[] {
  const rows = listOf(memberOf(value, 'subMetrics')).flatMap((row) => subMetricPart(row, language));
  const alpha = memberOf(memberOf(memberOf(value, 'agreement'), 'alpha'), 'outcome');
  if (typeof alpha !== 'number') return rows;
  return [...rows, `${AGREEMENT[language]} α ${alpha.toFixed(2)}`];
}

const AGREEMENT = both('일치도(크리펜도르프)', 'agreement (Krippendorff)');
const DEFECTS = both('결함', 'defects');

function subMetricPart(row: unknown, language: Language): string[] {
  const [accuracy, interval] = [memberOf(row, 'accuracy'), memberOf(row, 'interval')];
  const [low, high] = [memberOf(interval, 'low'), memberOf(interval, 'high')];
  if (typeof accuracy !== 'number' || typeof low !== 'number' || typeof high !== 'number') return [];
  const [defects, judged] = ['defects', 'judged'].map((name) => formatCount(Number(memberOf(row, name))));
  const name = clean(String(memberOf(row, 'subMetric')));
  const range = `${formatShare(low, DIGITS)}–${formatShare(high, DIGITS)}`;
  return [`${name} ${formatShare(accuracy, DIGITS)} (${range}, ${DEFECTS[language]} ${defects}/${judged})`];
}
