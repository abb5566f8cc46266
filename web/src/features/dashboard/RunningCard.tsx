import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { StatusBadge } from '@/components/Badge';
import { LinkButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Foreign } from '@/components/Foreign';
import { Progress } from '@/components/Progress';
import { title } from '@/lib/text';
import { runningQuery } from './queries';

/** What is at work now or waits for its turn. */
export function RunningCard() {
  const { data } = useQuery(runningQuery);
  return (
    <Card
      title="Running jobs"
      actions={
        <LinkButton to="/jobs" size="small" tone="quiet">
          All jobs
        </LinkButton>
      }
    >
      {data !== undefined &&
        (data.jobs.length === 0 ? (
          <p className="text-sm text-soft">Nothing runs just now. Scouts start by their schedules, or from Jobs.</p>
        ) : (
          <ul className="grid gap-3">
            {data.jobs.map((job) => (
              <li key={job.id} className="grid gap-1.5 text-sm">
                <span className="flex items-center justify-between gap-2">
                  <Link to={`/jobs?job=${job.id}`} className="min-w-0 truncate font-medium hover:underline">
                    {title(job.type)}
                    {job.scout_type !== null && ` ${job.scout_type}`}
                  </Link>
                  <StatusBadge status={job.status} />
                </span>
                <Progress label={`Progress of ${job.type}`} value={job.progress} />
                {job.message !== null && <Foreign text={job.message} className="truncate text-xs text-faint" />}
              </li>
            ))}
          </ul>
        ))}
    </Card>
  );
}
