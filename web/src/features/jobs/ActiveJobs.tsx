import { useQuery } from '@tanstack/react-query';
import { StatusBadge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { Progress } from '@/components/Progress';
import { JobName } from './JobName';
import { activeJobsQuery } from './queries';
import { useJobCommands } from './useJobCommands';

/** What runs or waits, each with its progress. */
export function ActiveJobs({ canAct, watch }: { canAct: boolean; watch: (id: string) => void }) {
  const { data } = useQuery(activeJobsQuery);
  const { cancel } = useJobCommands(watch);
  return (
    <section aria-label="Running jobs" aria-live="polite" className="empty:absolute">
      {data !== undefined && data.jobs.length > 0 && (
        <ul className="grid gap-2">
          {data.jobs.map((job) => (
            <li
              key={job.id}
              className="grid gap-2 rounded-lg border border-line bg-panel px-4 py-3 text-sm shadow-card"
            >
              <span className="flex flex-wrap items-center gap-2">
                <StatusBadge status={job.status} />
                <button
                  type="button"
                  onClick={() => watch(job.id)}
                  className="touch min-w-0 rounded-sm text-left font-medium hover:underline"
                >
                  <JobName job={job} />
                </button>
                {job.message !== null && (
                  <Foreign text={job.message} className="min-w-0 flex-1 truncate text-xs text-faint" />
                )}
                {canAct && !job.cancel_requested && (
                  <Button size="small" className="ml-auto" onClick={() => cancel(job.id)}>
                    Cancel
                  </Button>
                )}
              </span>
              <Progress label="Progress" value={job.progress} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
