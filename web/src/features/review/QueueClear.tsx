import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { Button, LinkButton } from '@/components/Button';
import { EmptyState } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { percent, plural } from '@/lib/text';
import { duration } from '@/lib/time';
import { figuresOf, type Session } from './session';

interface QueueClearProps {
  session: Session;
  snoozed: number;
  below: number;
  onPart: (part: 'snoozed' | 'below') => void;
}

/** Nothing waits any more: what this session came to, and where more comes from. */
export function QueueClear({ session, snoozed, below, onPart }: QueueClearProps) {
  const figures = figuresOf(session);
  const stats = useQuery({
    queryKey: keys.stats,
    queryFn: ({ signal }) => data(api.GET('/api/stats', { signal })),
  }).data;
  return (
    <EmptyState
      icon={Sparkles}
      title="Queue clear"
      className="max-w-lg"
      actions={
        <>
          {snoozed > 0 && <Button onClick={() => onPart('snoozed')}>{plural(snoozed, 'snoozed tool')}</Button>}
          {below > 0 && <Button onClick={() => onPart('below')}>{plural(below, 'tool')} below the line</Button>}
          <LinkButton to="/tools?status=approved">The approved index</LinkButton>
        </>
      }
    >
      {session.length > 0 ? (
        <dl className="my-2 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line text-left sm:grid-cols-4">
          <Figure name="Decided" value={String(figures.decided)} />
          <Figure
            name="Approved"
            value={figures.decided > 0 ? `${figures.approved} (${percent(figures.approved / figures.decided)})` : '0'}
          />
          <Figure name="Each took" value={figures.medianSeconds === null ? '–' : duration(figures.medianSeconds)} />
          <Figure name="In all" value={duration(figures.totalSeconds)} />
        </dl>
      ) : (
        'No tool waits for a person.'
      )}
      <p className="mt-2">
        {(stats?.unprocessed_discoveries ?? 0) > 0
          ? `${plural(stats!.unprocessed_discoveries, 'text is', 'texts are')} not read yet: analyze and curate bring their tools here.`
          : 'More comes when the scouts have found new texts, and these are analyzed and curated.'}
      </p>
    </EmptyState>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="bg-panel px-3 py-2">
      <dt className="text-2xs text-faint">{name}</dt>
      <dd className="text-base font-semibold text-ink tabular-nums">{value}</dd>
    </div>
  );
}
