import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Confirm } from '@/components/Confirm';
import { Switch } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { type Schedule, schedulesQuery } from './queries';
import { ScheduleDialog } from './ScheduleDialog';

/** What runs by itself, and when next. */
export function SchedulesTab({ isAdmin }: { isAdmin: boolean }) {
  const client = useQueryClient();
  const schedules = useQuery(schedulesQuery);
  const [edited, setEdited] = useState<Schedule | 'new' | null>(null);
  const [removed, setRemoved] = useState<Schedule | null>(null);
  const onSettled = () => client.invalidateQueries({ queryKey: keys.schedules });
  const change = useMutation({
    mutationFn: ({ id, enabled }: { id: number; enabled: boolean }) =>
      data(
        api.PUT('/api/schedules/{id}', {
          params: { path: { id } },
          body: {
            enabled,
            name: null,
            job_type: null,
            scout_type: null,
            cron: null,
            time_zone: null,
            options: null,
          },
        }),
      ),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (id: number) => api.DELETE('/api/schedules/{id}', { params: { path: { id } } }),
    onSuccess: () => toast({ text: 'The schedule is removed.' }),
    onSettled: () => {
      setRemoved(null);
      return onSettled();
    },
  });
  if (schedules.data === undefined) {
    return schedules.error ? (
      <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} />
    ) : (
      <Skeleton rows={8} />
    );
  }
  const add = isAdmin && <Button onClick={() => setEdited('new')}>Add a schedule</Button>;
  return (
    <div className="grid gap-4 p-4 md:p-6">
      {schedules.data.schedules.length === 0 ? (
        <EmptyState icon={CalendarClock} title="Nothing runs by itself" actions={add}>
          With schedules, sources are read and texts analyzed without anybody asking.
        </EmptyState>
      ) : (
        <>
          {add && <div>{add}</div>}
          <ul className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
            {schedules.data.schedules.map((schedule) => (
              <li key={schedule.id} className="grid">
                <Card
                  title={<Foreign text={schedule.name} />}
                  actions={
                    isAdmin ? (
                      <Switch
                        label={<span className="sr-only">{schedule.name} is on</span>}
                        checked={schedule.enabled}
                        onChange={(enabled) => change.mutate({ id: schedule.id, enabled })}
                      />
                    ) : (
                      <span className="text-xs text-faint">{schedule.enabled ? 'On' : 'Off'}</span>
                    )
                  }
                >
                  <ScheduleFacts schedule={schedule} />
                  {isAdmin && (
                    <div className="mt-3 flex flex-wrap gap-2">
                      <Button size="small" aria-label={`Change ${schedule.name}`} onClick={() => setEdited(schedule)}>
                        Change…
                      </Button>
                      <Button
                        size="small"
                        tone="quiet"
                        aria-label={`Remove ${schedule.name}`}
                        onClick={() => setRemoved(schedule)}
                      >
                        Remove…
                      </Button>
                    </div>
                  )}
                </Card>
              </li>
            ))}
          </ul>
        </>
      )}
      {edited !== null && (
        <ScheduleDialog schedule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {removed !== null && (
        <Confirm
          title={`Remove “${removed.name}”?`}
          deed="Remove"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(removed.id)}
          onClose={() => setRemoved(null)}
        >
          It will not run again. To stop it for a while, switch it off instead.
        </Confirm>
      )}
    </div>
  );
}

function ScheduleFacts({ schedule }: { schedule: Schedule }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      <dt className="text-faint">Runs</dt>
      <dd>
        {title(schedule.job_type)}
        {schedule.scout_type !== null && ` ${schedule.scout_type}`}
      </dd>
      <dt className="text-faint">At</dt>
      <dd>
        <code className="font-mono text-xs">{schedule.cron}</code>{' '}
        <span className="text-xs text-faint">{schedule.time_zone}</span>
      </dd>
      <dt className="text-faint">Last</dt>
      <dd>{schedule.last_run_at === null ? 'not yet' : <Time at={schedule.last_run_at} />}</dd>
      <dt className="text-faint">Next</dt>
      <dd>
        {schedule.next_runs.length === 0 ? (
          'switched off'
        ) : (
          <ol className="grid">
            {schedule.next_runs.map((at) => (
              <li key={at}>
                <Time at={at} absolute />
              </li>
            ))}
          </ol>
        )}
      </dd>
    </dl>
  );
}
