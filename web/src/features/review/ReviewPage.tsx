import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { BulkFailures } from '@/components/catalog/BulkFailures';
import { EditToolDialog } from '@/components/catalog/EditToolDialog';
import { PageHeader } from '@/components/PageHeader';
import { ErrorState, Skeleton } from '@/components/States';
import { sessionQuery } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { count, plural } from '@/lib/text';
import { BulkBar } from './BulkBar';
import { DuplicateDialog } from './DuplicateDialog';
import { Panes } from './Panes';
import { PartTabs } from './PartTabs';
import { QueueClear } from './QueueClear';
import { QueuePane } from './QueuePane';
import { RejectDialog } from './RejectDialog';
import { SnoozeDialog } from './SnoozeDialog';
import { type Review, useReview } from './useReview';

/** The heart of the desk: the queue, the tool, and the evidence. */
export function Component() {
  const review = useReview();
  const { queue, items, current } = review;
  const isOpen = current !== null;
  // The first time after the frame of the page; both at once are too much for one go on a phone.
  const isShown = useDeferredValue(queue.data !== undefined, false);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className={cx(isOpen && 'max-md:sr-only')}>
        <PageHeader
          title="Review"
          aside={
            queue.data && (
              <>
                <span>{count(queue.data.counts.waiting)} waiting</span>
                {review.figures.decided > 0 && (
                  <span className="hidden sm:inline">· {plural(review.figures.decided, 'decision')} this session</span>
                )}
              </>
            )
          }
          actions={<PartTabs review={review} />}
        />
      </div>
      {queue.data && isShown ? (
        items.length > 0 || isOpen ? (
          <div className="grid min-h-0 flex-1 grid-cols-1 md:grid-cols-[17rem_minmax(0,1fr)] xl:grid-cols-[19rem_minmax(0,1fr)]">
            <aside
              aria-label="Queue"
              className={cx('min-h-0 flex-col border-r border-line bg-panel', isOpen ? 'hidden md:flex' : 'flex')}
            >
              {review.selected.size > 0 && (
                <BulkBar
                  count={review.selected.size}
                  busy={review.bulk.busy}
                  onApprove={review.commands.approve}
                  onReject={review.commands.reject}
                  onClear={review.commands.clearSelection}
                />
              )}
              <QueuePane
                items={items}
                currentId={current?.id ?? null}
                selected={review.selected}
                canSelect={review.canAct}
                onOpen={review.open}
                onSelect={review.toggle}
              />
            </aside>
            {isOpen && <Panes review={review} />}
          </div>
        ) : (
          <Nothing review={review} />
        )
      ) : queue.error ? (
        <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />
      ) : (
        <Skeleton rows={10} />
      )}
      <Dialogs review={review} />
    </div>
  );
}

function Nothing({ review }: { review: Review }) {
  const counts = review.queue.data!.counts;
  if (review.part === 'waiting') {
    return (
      <QueueClear session={review.session} snoozed={counts.snoozed} below={counts.below} onPart={review.showPart} />
    );
  }
  return (
    <p className="px-6 py-14 text-center text-sm text-soft">
      {review.part === 'snoozed'
        ? 'Nothing is snoozed. Press h on a tool to put it off.'
        : 'Every tool is in the queue or decided on.'}
    </p>
  );
}

function Dialogs({ review }: { review: Review }) {
  const { dialog, closeDialog, current, dossier, bulk } = review;
  const reviewer = useQuery(sessionQuery).data;
  if (bulk.failed) {
    return <BulkFailures result={bulk.failed} nameOf={review.nameOf} onClose={bulk.forgetFailed} />;
  }
  switch (reviewer && dialog) {
    case 'reject':
      return (
        <RejectDialog
          what={review.selected.size > 0 ? plural(review.selected.size, 'tool') : (current?.name ?? 'the tool')}
          onReject={review.rejectFor}
          onClose={closeDialog}
        />
      );
    case 'snooze':
      return current && <SnoozeDialog name={current.name} onSnooze={review.snoozeFor} onClose={closeDialog} />;
    case 'duplicate':
      return dossier && <DuplicateDialog dossier={dossier} onMerge={review.merge} onClose={closeDialog} />;
    case 'edit':
      return dossier && <EditToolDialog tool={dossier.tool} onClose={closeDialog} />;
    default:
      return null;
  }
}
