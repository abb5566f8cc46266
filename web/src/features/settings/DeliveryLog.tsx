import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, type BadgeTone } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Select } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { toast } from '@/lib/toasts';
import { type Delivery, deliveriesQuery } from './queries';

type State = Schemas['DeliveryState'];

const page = 20;

const states: Record<State, { words: string; tone: BadgeTone }> = {
  pending: { words: 'Waits', tone: 'warn' },
  sending: { words: 'Being sent', tone: 'teal' },
  sent: { words: 'Sent', tone: 'good' },
  dead: { words: 'Given up', tone: 'bad' },
  skipped: { words: 'Nothing to tell', tone: 'plain' },
};

/** What was sent, waits, or was given up. */
export function DeliveryLog() {
  const [state, setState] = useState<State | null>(null);
  const [offset, setOffset] = useState(0);
  const query = useQuery({ ...deliveriesQuery(state, offset), placeholderData: keepPreviousData });
  return (
    <section aria-label="Delivery log" className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <div>
          <h2 className="text-lg font-semibold">Delivery log</h2>
          <p className="text-sm text-soft">Newest first; kept as long as finished jobs.</p>
        </div>
        <Select
          aria-label="Show"
          value={state ?? ''}
          options={[
            { value: '', label: 'All' },
            ...Object.entries(states).map(([value, { words }]) => ({ value, label: words })),
          ]}
          onChange={(event) => {
            setState(event.target.value === '' ? null : (event.target.value as State));
            setOffset(0);
          }}
        />
      </div>
      {query.data ? (
        <Deliveries deliveries={query.data.deliveries} />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton rows={3} />
      )}
      {query.data && query.data.total > page && (
        <div className="flex items-center gap-2 text-sm text-soft">
          <Button size="small" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - page))}>
            Newer
          </Button>
          <Button size="small" disabled={offset + page >= query.data.total} onClick={() => setOffset(offset + page)}>
            Older
          </Button>
          <span>
            {offset + 1} to {Math.min(offset + page, query.data.total)} of {query.data.total}
          </span>
        </div>
      )}
    </section>
  );
}

function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) {
    return (
      <EmptyState title="Nothing was sent yet" className="py-8">
        A test, or the first digest, will stand here.
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-card">
      {deliveries.map((delivery) => (
        <Row key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () =>
      data(api.POST('/api/settings/notifications/deliveries/{id}/retry', { params: { path: { id: delivery.id } } })),
    onSuccess: () => toast({ text: 'It is sent again with the next run' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.settings }),
  });
  const { words, tone } = states[delivery.state];
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <div className="font-medium">
          <Foreign text={delivery.subject} />
        </div>
        <div className="text-xs text-soft">
          {delivery.channel} to <Foreign text={delivery.receiver} />
          {delivery.requested_by !== null && <>, asked for by {delivery.requested_by}</>}
          {delivery.attempts > 1 && <>, {delivery.attempts} tries</>}
        </div>
        {delivery.error !== null && (
          <p className="mt-1 text-xs text-bad">
            <Foreign text={delivery.error} />
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <Time at={delivery.sent_at ?? delivery.created_at} className="text-xs text-faint" />
        <Badge tone={tone}>{words}</Badge>
        {delivery.state === 'dead' && delivery.kind !== 'test' && (
          <Button size="small" busy={retry.isPending} onClick={() => retry.mutate()}>
            Try again
            <span className="sr-only"> to send to {delivery.receiver}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
