import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Check, Undo2 } from 'lucide-react';
import { Link } from 'react-router';
import { Button, IconButton } from '@/components/Button';
import { ChangeBadge } from '@/components/catalog/changeTypes';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { Segments } from '@/components/Segments';
import { ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { visible } from '@/lib/text';
import { Difference, type DifferenceView } from './Difference';
import { PriceTable } from './PriceTable';
import { Proposals } from './Proposals';
import { type Change, changeQuery } from './queries';

const views = [
  { value: 'split', label: 'Side by side' },
  { value: 'unified', label: 'Unified' },
] as const;

interface ChangePaneProps {
  id: number;
  canAct: boolean;
  busy: boolean;
  view: DifferenceView;
  onView: (view: DifferenceView) => void;
  onAcknowledge: (acknowledged: boolean) => void;
  onMute: (pageId: number, text: string) => void;
  onClose: () => void;
}

/** One change: what it says of prices, claims and words, and both texts. */
export function ChangePane({ id, canAct, busy, onAcknowledge, onClose, ...rest }: ChangePaneProps) {
  const { data: change, error, refetch } = useQuery(changeQuery(id));
  return (
    <ScrollRegion label="Change" className="flex-1 bg-panel">
      <div className="flex items-center gap-2 border-b border-line px-4 py-2">
        <IconButton label="Back to the list" size="small" onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        {change !== undefined && (
          <>
            <h2 className="min-w-0 flex-1 text-base font-semibold">
              <Link to={`/tools/${change.tool_id}`} className="hover:underline">
                <Foreign text={change.tool_name} />
              </Link>
            </h2>
            {canAct &&
              (change.acknowledged_at === null ? (
                <Button tone="accent" shortcut="a" busy={busy} onClick={() => onAcknowledge(true)}>
                  <Check aria-hidden="true" />
                  Acknowledge
                </Button>
              ) : (
                <Button shortcut="a" busy={busy} onClick={() => onAcknowledge(false)}>
                  <Undo2 aria-hidden="true" />
                  Open again
                </Button>
              ))}
          </>
        )}
      </div>
      {change === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : (
        <Body change={change} canAct={canAct} {...rest} />
      )}
    </ScrollRegion>
  );
}

type BodyProps = Pick<ChangePaneProps, 'canAct' | 'view' | 'onView' | 'onMute'> & { change: Change };

function Body({ change, canAct, view, onView, onMute }: BodyProps) {
  const { page_id: pageId, plans, diff, proposals } = change;
  return (
    <div className="grid gap-5 p-4">
      <div className="grid gap-1.5">
        <p className="text-base font-medium">
          <Foreign text={change.description} />
        </p>
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-faint">
          <ChangeBadge type={change.change_type} />
          <span>
            seen <Time at={change.detected_at} />
          </span>
          {change.source_url !== null && <ExternalLink url={change.source_url} />}
          {change.acknowledged_at !== null && (
            <span>
              acknowledged by <Foreign text={change.acknowledged_by ?? 'somebody'} />{' '}
              <Time at={change.acknowledged_at} />
            </span>
          )}
        </p>
      </div>
      {plans.length > 0 && <PriceTable plans={plans} />}
      {proposals.length > 0 && (
        <section className="grid gap-2">
          <h3 className="text-xs font-semibold text-faint">What it suggests for the claims</h3>
          <Proposals proposals={proposals} canAct={canAct} />
        </section>
      )}
      {diff.length > 0 && (
        <section className="grid gap-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="text-xs font-semibold text-faint">What differs</h3>
            <Segments label="How to show it" value={view} options={views} onChange={onView} />
          </div>
          <Difference
            lines={diff}
            view={view}
            onMute={canAct && pageId !== null ? (text) => onMute(pageId, text) : undefined}
          />
        </section>
      )}
      <Texts change={change} />
    </div>
  );
}

function Texts({ change }: { change: Change }) {
  const texts = [
    { name: 'Before', text: change.before_text, at: change.before_taken_at },
    { name: 'Now', text: change.after_text, at: change.after_taken_at },
  ].filter(({ text }) => text !== null);
  if (texts.length === 0) {
    return <p className="text-xs text-faint">The texts of the page are not kept, or no longer.</p>;
  }
  return (
    <details className="rounded-lg border border-line">
      <summary className="touch px-3 py-2 text-sm font-medium">The whole text of the page</summary>
      <div className="grid gap-4 border-t border-line p-3 lg:grid-cols-2">
        {texts.map(({ name, text, at }) => (
          <section key={name} aria-label={name} className="min-w-0">
            <h4 className="mb-1 text-xs font-semibold text-faint">
              {name}
              {at !== null && (
                <>
                  , read <Time at={at} />
                </>
              )}
            </h4>
            <div dir="auto" className="foreign-block text-sm">
              {visible(text ?? '')}
            </div>
          </section>
        ))}
      </div>
    </details>
  );
}
