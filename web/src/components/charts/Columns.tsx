import { Foreign } from '@/components/Foreign';
import { cx } from '@/lib/cx';
import { count, shortCount } from '@/lib/text';
import { ChartTable } from './ChartTable';
import { fillOf, groundOf, roundUp } from './series';

interface ColumnsProps {
  label: string;
  /** The names of the columns, such as days. */
  columns: readonly string[];
  series: readonly { name: string; values: readonly number[] }[];
}

const height = 100;

/** Columns made of one part a series, such as the discoveries of each day by source. */
export function Columns({ label, columns, series }: ColumnsProps) {
  const sums = columns.map((_, at) => series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0));
  const top = roundUp(Math.max(...sums, 0));
  return (
    <figure className="grid gap-3">
      <div aria-hidden="true" className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 text-2xs text-faint">
        <div className="flex h-40 flex-col justify-between text-right tabular-nums">
          <span>{shortCount(top)}</span>
          <span>{shortCount(top / 2)}</span>
          <span>0</span>
        </div>
        <svg
          viewBox={`0 0 ${columns.length} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="h-40 w-full border-b border-line"
        >
          {[0, height / 2].map((y) => (
            <line
              key={y}
              x1={0}
              x2={columns.length}
              y1={y}
              y2={y}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {columns.map((column, at) => (
            <Column key={column} name={column} at={at} top={top} series={series} />
          ))}
        </svg>
        <span />
        <span className="flex justify-between pt-1">
          <span>{columns[0]}</span>
          {columns.length > 1 && <span>{columns.at(-1)}</span>}
        </span>
      </div>
      {series.length > 1 && (
        <figcaption aria-hidden="true" className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
          {series.map((one, index) => (
            <span key={one.name} className="flex items-center gap-1.5">
              <span className={cx('size-2.5 rounded-xs', groundOf(index))} />
              <Foreign text={one.name} />
            </span>
          ))}
        </figcaption>
      )}
      <ChartTable
        caption={label}
        head={['', ...series.map((one) => one.name)]}
        rows={columns.map((column, at) => [column, ...series.map((one) => count(one.values[at] ?? 0))])}
      />
    </figure>
  );
}

function Column({ name, at, top, series }: { name: string; at: number; top: number; series: ColumnsProps['series'] }) {
  let y = height;
  const parts = series.map((one) => {
    const value = one.values[at] ?? 0;
    const size = (value / top) * height;
    y -= size;
    return { name: one.name, value, size, y };
  });
  return (
    <g>
      <title>{`${name}: ${parts.map((part) => `${part.name} ${count(part.value)}`).join(', ')}`}</title>
      {parts.map((part, index) => (
        <rect key={part.name} x={at + 0.15} width={0.7} y={part.y} height={part.size} className={fillOf(index)} />
      ))}
      <rect x={at} width={1} height={height} className="fill-transparent" />
    </g>
  );
}
