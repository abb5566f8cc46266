import { ArrowLeft } from 'lucide-react';
import { IconButton } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { Tabs } from '@/components/Tabs';
import { useMedia, wide } from '@/lib/useMedia';
import { DecisionBar } from './DecisionBar';
import { EvidencePane } from './EvidencePane';
import { ToolPane } from './ToolPane';
import type { Review } from './useReview';

/** The tool and its evidence: side by side where there is room, else behind tabs. */
export function Panes({ review }: { review: Review }) {
  const isWide = useMedia(wide.desk);
  const { current, claimId, canAct } = review;
  if (current === null) {
    return null;
  }

  const tool = (
    <ToolPane
      key={current.id}
      id={current.id}
      claimId={claimId}
      onClaim={(id) => review.focusClaim(id, !isWide)}
      onDuplicates={review.commands.duplicate}
      canAct={canAct}
      reviewer={review.reviewer}
    />
  );
  const evidence = (
    <EvidencePane key={current.id} id={current.id} claimId={claimId} onClaim={(id) => review.focusClaim(id, false)} />
  );

  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <div className="flex items-center gap-1 border-b border-line bg-panel py-1 pr-3 pl-1 md:hidden">
        <IconButton label="Back to the queue" onClick={review.close}>
          <ArrowLeft />
        </IconButton>
        <Foreign text={current.name} className="min-w-0 truncate text-sm font-medium" />
      </div>
      {isWide ? (
        <div className="grid min-h-0 flex-1 grid-cols-2">
          <ScrollRegion label="Tool">{tool}</ScrollRegion>
          <ScrollRegion label="Evidence" className="border-l border-line bg-ground">
            {evidence}
          </ScrollRegion>
        </div>
      ) : (
        <Tabs
          label="Tool and evidence"
          tabs={[
            { id: 'tool', label: 'Tool' },
            { id: 'evidence', label: 'Evidence' },
          ]}
          selected={review.view}
          onSelect={review.showView}
          className="min-h-0 flex-1 overflow-y-auto"
        >
          {review.view === 'evidence' ? evidence : tool}
        </Tabs>
      )}
      {canAct ? (
        <DecisionBar commands={review.commands} />
      ) : (
        <p className="border-t border-line bg-panel px-4 py-2.5 text-sm text-soft">
          You can look; deciding needs the role of a reviewer.
        </p>
      )}
    </div>
  );
}
