import { useState } from 'react';
import { Foreign } from '@/components/Foreign';
import { cx } from '@/lib/cx';
import { percent, title } from '@/lib/text';

interface Reason {
  part: string;
  points: number;
  words: string;
}

/** The parts of a stored score; what was written by hand and is none of them is left out. */
function readReasons(stored: unknown): Reason[] {
  return Array.isArray(stored)
    ? stored.filter(
        (r): r is Reason =>
          typeof r?.part === 'string' && typeof r?.points === 'number' && typeof r?.words === 'string',
      )
    : [];
}

interface ScoreReasonsProps {
  value: number | null;
  stored: unknown;
}

/** A score and what it is made of: a bar to the right for what speaks for the tool, to the left against it. */
export function ScoreReasons({ value, stored }: ScoreReasonsProps) {
  const [isFull, setFull] = useState(false);
  const reasons = readReasons(stored);
  const most = Math.max(0.01, ...reasons.map((r) => Math.abs(r.points)));
  const hasMinus = reasons.some((r) => r.points < 0);
  return (
    <section aria-label="Score" className="grid gap-2">
      <div className="flex items-center gap-3">
        <h2 className="text-xs font-semibold text-faint">Score</h2>
        <Score value={value} className="text-ink" />
        {reasons.length > 0 && (
          <button
            type="button"
            aria-expanded={isFull}
            onClick={() => setFull(!isFull)}
            className="touch ml-auto text-xs text-accent hover:underline"
          >
            {isFull ? 'Less' : 'Why'}
          </button>
        )}
      </div>
      {reasons.length === 0 && (
        <p className="text-xs text-faint">Not scored yet. Curation gives a score with its reasons.</p>
      )}
      <ul className="grid gap-y-0.5">
        {reasons.map((reason) => (
          <li
            key={reason.part + reason.words}
            className="grid grid-cols-[5rem_3.5rem_1.75rem_minmax(0,1fr)] items-baseline gap-x-2 text-xs"
          >
            <span className="truncate text-soft">{title(reason.part)}</span>
            <svg
              viewBox="-50 0 100 8"
              preserveAspectRatio="none"
              aria-hidden="true"
              className="h-1.5 w-full self-center"
            >
              <Bar share={reason.points / most} from={hasMinus ? 0 : -50} length={hasMinus ? 50 : 100} />
            </svg>
            <span className={cx('text-right tabular-nums', reason.points < 0 ? 'text-bad' : 'text-ink')}>
              {signed(reason.points)}
            </span>
            <span title={reason.words} className={cx('text-faint', !isFull && 'truncate')}>
              <Foreign text={reason.words} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bar({ share, from, length }: { share: number; from: number; length: number }) {
  const width = Math.max(1, Math.abs(share) * length);
  return (
    <rect
      x={share < 0 ? from - width : from}
      width={width}
      height={8}
      className={share < 0 ? 'fill-bad' : 'fill-accent'}
    />
  );
}

function signed(points: number): string {
  return `${points < 0 ? '−' : '+'}${Math.round(Math.abs(points) * 100)}`;
}

/** A score as a number of a hundred, with a bar; `–` while there is none. */
export function Score({ value, className }: { value: number | null; className?: string }) {
  return (
    <span
      className={cx('inline-flex items-center gap-1.5 text-xs text-soft tabular-nums', className)}
      title={value === null ? 'Not scored yet' : `Score ${percent(value)}`}
    >
      <svg viewBox="0 0 24 4" aria-hidden="true" className="h-1 w-6">
        <rect width="24" height="4" rx="2" className="fill-line" />
        <rect width={24 * (value ?? 0)} height="4" rx="2" className="fill-accent" />
      </svg>
      {value === null ? '–' : Math.round(value * 100)}
    </span>
  );
}
