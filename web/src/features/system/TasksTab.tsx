import { useQuery } from '@tanstack/react-query';
import { Badge } from '@/components/Badge';
import { Button, LinkButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { tasksQuery } from './queries';
import { useJob } from './useJob';

const ofTheHouse = ['backup', 'maintenance', 'train'];

/** What keeps the house in order, with its last and next run. */
export function TasksTab() {
  const schedules = useQuery(tasksQuery);
  const { queue, isPending } = useJob();
  if (schedules.data === undefined) {
    return schedules.error ? (
      <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} />
    ) : (
      <Skeleton rows={6} />
    );
  }
  const tasks = schedules.data.schedules.filter((schedule) => ofTheHouse.includes(schedule.job_type));
  return (
    <div className="grid gap-4 p-4 md:p-6">
      <div className="flex flex-wrap gap-2">
        <Button busy={isPending} onClick={() => queue({ type: 'maintenance' })}>
          Run the maintenance now
        </Button>
        <LinkButton to="/jobs?tab=schedules" tone="quiet">
          Change the schedules
        </LinkButton>
      </div>
      <Card title="Maintenance tasks" flush>
        <ScrollRegion label="Maintenance tasks">
          <table className="w-full text-left text-sm">
            <thead className="text-xs text-faint">
              <tr>
                {['Task', 'Last run', 'Next run'].map((name) => (
                  <th key={name} scope="col" className="px-4 py-2 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id} className="border-t border-line">
                  <th scope="row" className="px-4 py-2 font-medium">
                    <Foreign text={task.name} />
                  </th>
                  <td className="px-4 py-2">
                    {task.last_run_at === null ? 'not yet' : <Time at={task.last_run_at} />}
                  </td>
                  <td className="px-4 py-2">
                    {task.next_runs[0] === undefined ? <Badge tone="warn">Off</Badge> : <Time at={task.next_runs[0]} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {tasks.length === 0 && <p className="px-4 pb-4 text-sm text-soft">None is scheduled. Add one under Jobs.</p>}
        </ScrollRegion>
      </Card>
    </div>
  );
}
