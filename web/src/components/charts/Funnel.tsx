import { Link } from 'react-router';
import { count, percent } from '@/lib/text';

export interface Stage {
  name: string;
  count: number;
  /** Of the stage before. */
  share: number | null;
  /** Where these can be looked at. */
  to?: string;
}

/** How many came as far as each stage: each as wide as its share of the first. */
export function Funnel({ stages }: { stages: readonly Stage[] }) {
  const most = Math.max(1, ...stages.map((stage) => stage.count));
  return (
    <ol aria-label="Funnel" className="grid gap-1.5">
      {stages.map((stage) => (
        <li
          key={stage.name}
          className="grid grid-cols-[8rem_minmax(0,1fr)_7rem] items-center gap-3 text-sm max-sm:grid-cols-[6.5rem_minmax(0,1fr)_5.5rem]"
        >
          {stage.to === undefined ? (
            <span className="truncate">{stage.name}</span>
          ) : (
            <Link to={stage.to} className="truncate hover:underline">
              {stage.name}
            </Link>
          )}
          <svg viewBox="-50 0 100 20" preserveAspectRatio="none" aria-hidden="true" className="h-6 w-full">
            <rect
              x={(-50 * stage.count) / most}
              width={Math.max(0.5, (100 * stage.count) / most)}
              height={20}
              rx={1}
              className="fill-accent"
            />
          </svg>
          <span className="text-right tabular-nums">
            {count(stage.count)}
            {stage.share !== null && <span className="ml-1.5 text-xs text-faint">{percent(stage.share)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
