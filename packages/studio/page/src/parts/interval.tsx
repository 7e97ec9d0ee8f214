interface IntervalMarkProps {
  /** all 0 to 1 */
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly required: number | null;
  /** the interval in words */
  readonly label: string;
}

/** Shares of interest lie near 1: below this the axis is cut, unless the interval goes further. */
const FROM = 0.8;

/** An interval on an axis that ends at 100 %, with its numbers. */
export function IntervalMark({ low, high, value, required, label }: IntervalMarkProps) {
  const from = Math.min(FROM, Math.floor(Math.min(low, required ?? 1) * 10) / 10);
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
