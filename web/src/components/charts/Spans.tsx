import { Foreign } from '@/components/Foreign';
import { ChartTable } from './ChartTable';
import { roundUp } from './series';

interface SpansProps {
  label: string;
  rows: readonly { name: string; median: number | null; p90: number | null }[];
  format: (value: number) => string;
}

/** The usual value and how far it goes: a mark at the median, a bar to where nine of ten end. */
export function Spans({ label, rows, format }: SpansProps) {
  const top = roundUp(Math.max(...rows.map((row) => row.p90 ?? 0)));
  return (
    <figure className="grid gap-2.5">
      {rows.map((row) => (
        <div key={row.name} aria-hidden="true" className="grid gap-1 text-sm">
          <span className="flex items-baseline justify-between gap-3">
            <Foreign text={row.name} />
            {row.median === null || row.p90 === null ? (
              <span className="text-xs text-faint">nothing yet</span>
            ) : (
              <span className="tabular-nums">
                {format(row.median)} <span className="text-xs text-faint">p90 {format(row.p90)}</span>
              </span>
            )}
          </span>
          <svg
            viewBox="0 0 100 8"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="h-2 w-full overflow-hidden rounded-full"
          >
            <rect width={100} height={8} className="fill-line" />
            {row.median !== null && row.p90 !== null && (
              <>
                <rect width={(row.p90 / top) * 100} height={8} className="fill-accent opacity-40" />
                <rect width={Math.max(0.75, (row.median / top) * 100)} height={8} className="fill-accent" />
              </>
            )}
          </svg>
        </div>
      ))}
      <ChartTable
        caption={label}
        head={['', 'Median', 'p90']}
        rows={rows.map((row) => [
          row.name,
          row.median === null ? '–' : format(row.median),
          row.p90 === null ? '–' : format(row.p90),
        ])}
      />
    </figure>
  );
}
