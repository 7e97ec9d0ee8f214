interface IntervalMarkProps {
  /** where its axis begins; all 0 to 1 */
  readonly from: number;
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly required: number | null;
  /** the interval in words */
  readonly label: string;
}

/** Shares of interest lie near 1: below this an axis is cut, unless something goes further. */
const FROM = 0.8;

/** Where the axis of several intervals begins, so that they can be compared: a tenth at or below all of them. */
export const axisFrom = (shares: readonly number[]): number => Math.min(FROM, Math.floor(Math.min(1, ...shares) * 10) / 10);

/** An interval on an axis that ends at 100 %, with its numbers. */
export function IntervalMark({ from, low, high, value, required, label }: IntervalMarkProps) {
  const x = (share: number): number => ((share - from) / (1 - from)) * 200;
  return (
    <span class="interval">
      <svg viewBox="-3 0 206 16" role="img" aria-label={label}>
        <line class="axis" x1="0" x2="200" y1="8" y2="8" />
        <rect class="span" x={x(low)} width={Math.max(1, x(high) - x(low))} y="5" height="6" rx="3" />
        {required !== null && <line class="required" x1={x(required)} x2={x(required)} y1="0" y2="16" />}
        <circle class="value" cx={x(value)} cy="8" r="3" />
      </svg>
      <span class="numbers small" aria-hidden="true">
        {label}
      </span>
    </span>
  );
}
