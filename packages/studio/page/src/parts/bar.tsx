interface BarProps {
  /** 0 to 1 */
  readonly share: number;
  readonly label: string;
  readonly tone?: 'accent' | 'good' | 'bad';
}

/** A bar that says its value to who cannot see it. */
export function Bar({ share, label, tone = 'accent' }: BarProps) {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return (
    <svg class={`bar ${tone}`} viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="bar-room" width="100" height="6" rx="1" />
      <rect class="bar-value" width={width} height="6" rx="1" />
    </svg>
  );
}
