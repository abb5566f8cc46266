import { TriangleAlert } from 'lucide-react';
import { Badge } from '@/components/Badge';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { cx } from '@/lib/cx';
import { percent, title } from '@/lib/text';

export type Claim = Schemas['ClaimLine'];

interface ClaimLineProps {
  claim: Claim;
  focused: boolean;
  onFocus: () => void;
}

/** One claim; looked at, it also shows its quote and where it stands. */
export function ClaimLine({ claim, focused, onFocus }: ClaimLineProps) {
  const isOut = claim.resolution === 'outdated' || claim.resolution === 'wrong';
  return (
    <button
      type="button"
      data-claim={claim.id}
      aria-pressed={focused}
      onClick={onFocus}
      className={cx(
        'touch block w-full rounded-md border px-2.5 py-1 text-left text-sm transition-colors',
        focused ? 'border-wheat-strong bg-wheat/30' : 'border-transparent hover:bg-hover',
      )}
    >
      <span className="flex items-start gap-2">
        <Confidence value={claim.confidence} />
        <Foreign text={claim.content} className={cx('min-w-0 flex-1', isOut && 'text-faint line-through')} />
        {claim.conflicting && claim.resolution == null && (
          <Badge tone="warn">
            <TriangleAlert aria-hidden="true" />
            Contradicted
          </Badge>
        )}
        {claim.resolution != null && <Badge tone={isOut ? 'bad' : 'good'}>{title(claim.resolution)}</Badge>}
      </span>
      {focused && (
        <span className="mt-1.5 block pl-4.5 text-xs text-soft">
          {claim.quote !== null && claim.quote !== claim.content && (
            <Foreign text={`“${claim.quote}”`} className="mb-1 block text-ink" />
          )}
          <span className="block">
            {claim.source_name === null ? 'No source' : title(claim.source_name)}
            {claim.author != null && (
              <>
                {' · '}
                <Foreign text={claim.author} />
              </>
            )}
            {' · '}
            <Time at={claim.published_at ?? claim.created_at ?? ''} />
            {' · '}
            {percent(claim.confidence)} sure
          </span>
        </span>
      )}
    </button>
  );
}

/** How sure the analyzer is: three steps, since the second digit would say more than it knows. */
function Confidence({ value }: { value: number }) {
  return (
    <svg viewBox="0 0 10 12" role="img" aria-label={`${percent(value)} sure`} className="mt-1 h-3 w-2.5 shrink-0">
      {[0, 1, 2].map((step) => (
        <rect
          key={step}
          x={step * 4}
          y={8 - step * 4}
          width="2.5"
          height={4 + step * 4}
          rx="0.5"
          className={value >= [0, 0.5, 0.75][step]! ? 'fill-accent' : 'fill-line'}
        />
      ))}
    </svg>
  );
}
