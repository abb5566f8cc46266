import { Foreign } from '@/components/Foreign';
import { cx } from '@/lib/cx';
import { localDate } from '@/lib/time';
import { ChartTable } from './ChartTable';
import { groundOf, roundUp } from './series';

interface StepLinesProps {
  label: string;
  /** Each holds until the next of the same series; times in order. The line ends at `until`, else it goes on to now. */
  series: readonly { name: string; points: readonly { at: string; value: number }[]; until?: string }[];
  /** Of a value, such as a price. */
  format: (value: number) => string;
  now?: number;
}

const strokes = ['stroke-accent', 'stroke-warn', 'stroke-teal', 'stroke-violet', 'stroke-good', 'stroke-bad'] as const;
const size = 100;

/** Values that hold until they change, such as prices: level lines with steps. */
export function StepLines({ label, series, format, now = Date.now() }: StepLinesProps) {
  const points = series.flatMap((one) => one.points);
  if (points.length === 0) {
    return null;
  }
  const start = Math.min(...points.map((point) => Date.parse(point.at)));
  const length = Math.max(1, now - start);
  const top = roundUp(Math.max(...points.map((point) => point.value)));
  const x = (at: string) => ((Date.parse(at) - start) / length) * size;
  const y = (value: number) => size - (value / top) * size;
  return (
    <figure className="grid gap-3">
      <div aria-hidden="true" className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-2xs text-faint">
        <div className="flex h-40 flex-col justify-between text-right tabular-nums">
          <span>{format(top)}</span>
          <span>{format(top / 2)}</span>
          <span>{format(0)}</span>
        </div>
        <svg
          viewBox={`0 0 ${size} ${size}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="h-40 w-full overflow-visible border-b border-line"
        >
          {[0, size / 2].map((at) => (
            <line key={at} x1={0} x2={size} y1={at} y2={at} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          {series.map((one, index) => (
            <path
              key={one.name}
              d={`${one.points.map((point, at) => (at === 0 ? `M${x(point.at)} ${y(point.value)}` : `H${x(point.at)}V${y(point.value)}`)).join('')}H${one.until === undefined ? size : x(one.until)}`}
              vectorEffect="non-scaling-stroke"
              strokeWidth={2}
              className={cx('fill-none', strokes[index % strokes.length])}
            />
          ))}
        </svg>
        <span />
        <span className="flex justify-between pt-1">
          <span>{localDate(new Date(start).toISOString())}</span>
          <span>now</span>
        </span>
      </div>
      <figcaption aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
        {series.map((one, index) => (
          <span key={one.name} className="flex items-center gap-1.5">
            <span className={cx('h-0.5 w-3', groundOf([0, 6, 2, 3, 4, 5][index % 6] ?? 0))} />
            <Foreign text={one.name} />
          </span>
        ))}
      </figcaption>
      <ChartTable
        caption={label}
        head={['', 'Since', 'Value']}
        rows={series.flatMap((one) => one.points.map((point) => [one.name, localDate(point.at), format(point.value)]))}
      />
    </figure>
  );
}
