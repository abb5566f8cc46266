import { useQuery } from '@tanstack/react-query';
import { Check, Combine, History, Package, Workflow } from 'lucide-react';
import { Link } from 'react-router';
import { Card } from '@/components/Card';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { activityQuery } from './queries';

const icons: Record<string, typeof Check> = {
  decision: Check,
  job: Workflow,
  change: History,
  merge: Combine,
  tool: Package,
};

export function ActivityCard() {
  const { data } = useQuery(activityQuery);
  return (
    <Card title="Recent activity">
      {data?.activities.length === 0 ? (
        <p className="text-sm text-soft">Nothing has happened yet.</p>
      ) : (
        <ol className="grid gap-2.5">
          {data?.activities.map((activity) => {
            const Icon = icons[activity.type] ?? History;
            const to = placeOf(activity);
            const words = <Foreign text={activity.message} className="line-clamp-2" />;
            return (
              <li key={activity.id} className="flex items-start gap-2.5 text-sm">
                <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-faint" strokeWidth={1.75} />
                <span className="min-w-0 flex-1">
                  {to === null ? (
                    words
                  ) : (
                    <Link to={to} className="hover:underline">
                      {words}
                    </Link>
                  )}
                </span>
                <Time at={activity.timestamp} className="shrink-0 text-xs text-faint" />
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}

function placeOf({ tool_id, job_id }: Schemas['Activity']): string | null {
  return tool_id !== null ? `/tools/${tool_id}` : job_id !== null ? `/jobs?job=${job_id}` : null;
}
