interface IntervalProps {
  /** The share that was seen, 0 to 1. */
  value: number;
  /** Where the true one lies. */
  low: number;
  high: number;
  className?: string;
}

/** A share with the range it may be off by: a mark on a band. The figures stand beside it in words. */
export function Interval({ value, low, high, className }: IntervalProps) {
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className={className}>
      <rect y={2.5} width={100} height={3} className="fill-line" />
      <rect
        x={low * 100}
        y={1.5}
        width={Math.max(1, (high - low) * 100)}
        height={5}
        className="fill-accent opacity-40"
      />
      <rect x={Math.min(97, Math.max(0, value * 100 - 1.5))} width={3} height={8} className="fill-accent" />
    </svg>
  );
}
