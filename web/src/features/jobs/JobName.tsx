import { DemoBadge } from '@/components/Badge';
import { title } from '@/lib/text';
import type { Job } from './queries';

/** What a job is, with the mark of one on sample data. */
export function JobName({ job }: { job: Job }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span className="truncate">
        {title(job.type)}
        {job.scout_type !== null && <span className="text-soft"> {title(job.scout_type)}</span>}
      </span>
      {isDemo(job.options) && <DemoBadge />}
    </span>
  );
}

function isDemo(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'demo' in options && options.demo === true;
}
