import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { StatusBadge } from '@/components/Badge';
import { Button, IconButton } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { Progress } from '@/components/Progress';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorLine, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { cx } from '@/lib/cx';
import { useActions } from '@/lib/keyboard/useActions';
import { duration } from '@/lib/time';
import { Figures } from './Figures';
import { JobName } from './JobName';
import { isOver, type Job, jobQuery } from './queries';
import { useJobCommands } from './useJobCommands';

interface JobPaneProps {
  id: string;
  canAct: boolean;
  watch: (id: string) => void;
  onClose: () => void;
}

/** One job: its progress, what it counted, and its log as it grows. */
export function JobPane({ id, canAct, watch, onClose }: JobPaneProps) {
  const { data: job, error, refetch } = useQuery(jobQuery(id));
  const { cancel, retry, isPending } = useJobCommands(watch);
  const over = job !== undefined && isOver(job);
  const mayCancel = canAct && job !== undefined && !over && !job.cancel_requested;
  useActions([
    { id: 'job.close', title: 'Close the job', group: 'Jobs', keys: ['escape'], hidden: true, run: onClose },
    {
      id: 'job.cancel',
      title: 'Cancel the job',
      group: 'Jobs',
      keys: ['shift+x'],
      enabled: mayCancel,
      run: () => cancel(id),
    },
    {
      id: 'job.retry',
      title: 'Run the job again',
      group: 'Jobs',
      keys: ['shift+r'],
      enabled: canAct && over,
      run: () => retry(id),
    },
  ]);
  return (
    <ScrollRegion label="Job" className="flex-1 bg-panel">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <IconButton label="Back to the list" size="small" onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        {job !== undefined && (
          <>
            <h2 className="min-w-0 text-base font-semibold">
              <JobName job={job} />
            </h2>
            <StatusBadge status={job.status} />
            {mayCancel && (
              <Button size="small" className="ml-auto" busy={isPending} shortcut="shift+x" onClick={() => cancel(id)}>
                Cancel
              </Button>
            )}
            {canAct && over && (
              <Button size="small" className="ml-auto" busy={isPending} shortcut="shift+r" onClick={() => retry(id)}>
                Run again
              </Button>
            )}
          </>
        )}
      </div>
      {job === undefined ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <Body job={job} />
      )}
    </ScrollRegion>
  );
}

function Body({ job }: { job: Job }) {
  return (
    <div className="grid gap-4 p-4">
      {!isOver(job) && (
        <div className="grid gap-1.5" aria-live="polite">
          <Progress label="Progress" value={job.progress} />
          <p className="text-sm text-soft">
            {job.cancel_requested ? 'It stops at the next safe place.' : <Foreign text={job.message ?? 'Waiting…'} />}
          </p>
        </div>
      )}
      {job.error !== null && (
        <ErrorLine>
          <Foreign text={job.error} />
        </ErrorLine>
      )}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <Term name="Queued">
          <Time at={job.created_at} /> {job.schedule_id === null ? '' : 'by a schedule'}
        </Term>
        {job.started_at !== null && (
          <Term name="Started">
            <Time at={job.started_at} />
          </Term>
        )}
        {job.started_at !== null && job.completed_at !== null && (
          <Term name="Took">{duration((Date.parse(job.completed_at) - Date.parse(job.started_at)) / 1000)}</Term>
        )}
        {job.attempts > 1 && <Term name="Tries">{job.attempts}</Term>}
        {job.not_before !== null && !isOver(job) && (
          <Term name="Not before">
            <Time at={job.not_before} />
          </Term>
        )}
      </dl>
      <Figures title="Result" value={job.result} />
      <Figures title="Options" value={job.options} />
      <section aria-labelledby="job-log">
        <h3 id="job-log" className="mb-1.5 text-xs font-semibold text-faint">
          Log
        </h3>
        {job.logs.length === 0 ? (
          <p className="text-sm text-soft">{isOver(job) ? 'It wrote no lines.' : 'No lines yet.'}</p>
        ) : (
          <div role="log">
            <ol className="grid gap-1 font-mono text-xs">
              {job.logs.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end.
                <li key={at} className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3">
                  <span className="text-faint">{line.timestamp.slice(11, 19)}</span>
                  <Foreign
                    text={line.message}
                    className={cx(line.level === 'error' && 'text-bad', line.level === 'warning' && 'text-warn')}
                  />
                </li>
              ))}
            </ol>
          </div>
        )}
      </section>
    </div>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
