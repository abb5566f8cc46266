import type { ReactNode } from 'react';
import { Foreign } from '@/components/Foreign';
import { cx } from '@/lib/cx';
import { count } from '@/lib/text';

export interface Bar {
  name: string;
  value: number;
  /** Instead of the plain number. */
  text?: string;
  /** Below the bar. */
  note?: ReactNode;
  tone?: 'accent' | 'good' | 'bad' | 'warn';
}

const tones = { accent: 'fill-accent', good: 'fill-good', bad: 'fill-bad', warn: 'fill-warn' };

/** Names with their values as bars, the figures in words beside them. */
export function BarList({
  label,
  bars,
  most = Math.max(1, ...bars.map((bar) => bar.value)),
}: {
  label: string;
  bars: readonly Bar[];
  most?: number;
}) {
  return (
    <ul aria-label={label} className="grid gap-2.5">
      {bars.map((bar) => (
        <li key={bar.name} className="grid gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <Foreign text={bar.name} className="min-w-0 truncate" />
            <span className="shrink-0 tabular-nums">{bar.text ?? count(bar.value)}</span>
          </span>
          <svg
            viewBox="0 0 100 6"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="h-1.5 w-full overflow-hidden rounded-full"
          >
            <rect width={100} height={6} className="fill-line" />
            <rect
              width={Math.max(bar.value > 0 ? 0.75 : 0, (bar.value / most) * 100)}
              height={6}
              className={cx(tones[bar.tone ?? 'accent'])}
            />
          </svg>
          {bar.note !== undefined && <span className="text-xs text-faint">{bar.note}</span>}
        </li>
      ))}
    </ul>
  );
}
