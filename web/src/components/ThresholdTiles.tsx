import type { Schemas } from '@/lib/api/client';
import { cx } from '@/lib/cx';
import { title } from '@/lib/text';
import { Badge } from './Badge';

const tones = { normal: 'good', elevated: 'warn', alert: 'bad' } as const;

/** The figures that the runbook watches, in the colours of how they are. */
export function ThresholdTiles({ readings }: { readings: readonly Schemas['ThresholdReading'][] }) {
  return (
    <section aria-label="Thresholds" className="grid grid-cols-2 gap-3 md:grid-cols-3 2xl:grid-cols-6">
      {readings.map((reading) => {
        const state = reading.state as keyof typeof tones;
        return (
          <div
            key={reading.metric}
            className={cx(
              'grid min-w-0 content-between gap-1 rounded-lg border bg-panel px-3.5 py-2.5 shadow-card',
              state === 'alert' ? 'border-bad' : state === 'elevated' ? 'border-warn' : 'border-line',
            )}
          >
            <span className="text-xs text-soft">{title(reading.metric)}</span>
            <span className="flex items-center justify-between gap-2 max-sm:flex-col max-sm:items-start max-sm:gap-1">
              <span className="text-xl font-semibold tabular-nums">{reading.shown}</span>
              <Badge tone={tones[state]}>{title(state)}</Badge>
            </span>
            <span className="text-2xs text-faint">
              Normal {reading.normal}, alert {reading.alert}
            </span>
          </div>
        );
      })}
    </section>
  );
}
