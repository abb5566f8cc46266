import { useQuery } from '@tanstack/react-query';
import { PageHeader } from '@/components/PageHeader';
import { ScrollRegion } from '@/components/ScrollRegion';
import { Tabs } from '@/components/Tabs';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { useAddress } from '@/lib/useAddress';
import { HistoryTab } from './HistoryTab';
import { statusQuery } from './queries';
import { RunTab } from './RunTab';
import { SampleData } from './SampleData';
import { SchedulesTab } from './SchedulesTab';
import { useRun } from './useRun';

const tabs = [
  { id: 'run', label: 'Run' },
  { id: 'history', label: 'History' },
  { id: 'schedules', label: 'Schedules' },
];

/** Runs sources and stages, and shows what ran and what will. */
export function Component() {
  const address = useAddress();
  const user = useQuery(sessionQuery).data;
  const canAct = mayAct(user, 'reviewer');
  const isAdmin = mayAct(user, 'admin');
  const isDevelopment = useQuery(statusQuery).data?.environment === 'development';
  const demo = isDevelopment && address.get('demo') === '1';
  const watch = (id: string) => address.set({ tab: 'history', job: id, status: null }, 'push');
  const { run } = useRun(watch);
  // A job's own address opens it, whatever tab was left open.
  const tab = address.get('job') !== null ? 'history' : (address.get('tab') ?? 'run');
  const show = (id: string) => address.set({ tab: id === 'run' ? null : id, job: null, status: null }, 'push');
  useActions([
    {
      id: 'jobs.all',
      title: 'Run every source',
      group: 'Jobs',
      keys: ['shift+s'],
      enabled: canAct,
      run: () => run({ type: 'scout', options: { scout_type: 'all', ...(demo && { demo: true }) } }),
    },
    {
      id: 'jobs.analyze',
      title: 'Analyze',
      group: 'Jobs',
      keys: ['shift+a'],
      enabled: canAct,
      run: () => run({ type: 'analyze' }),
    },
    {
      id: 'jobs.curate',
      title: 'Curate',
      group: 'Jobs',
      keys: ['shift+c'],
      enabled: canAct,
      run: () => run({ type: 'curate' }),
    },
    {
      id: 'jobs.train',
      title: 'Learn from decisions',
      group: 'Jobs',
      enabled: canAct,
      run: () => run({ type: 'train' }),
    },
    ...tabs.map(({ id, label }, at) => ({
      id: `jobs.tab.${id}`,
      title: `Jobs: ${label}`,
      group: 'Jobs',
      keys: [String(at + 1)],
      run: () => show(id),
    })),
  ]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Jobs"
        actions={<SampleData isAdmin={isAdmin} demo={demo} onDemo={(on) => address.set({ demo: on ? '1' : null })} />}
      />
      <Tabs
        label="Jobs"
        tabs={tabs}
        selected={tabs.some(({ id }) => id === tab) ? tab : 'run'}
        onSelect={show}
        className="flex min-h-0 flex-1 flex-col"
      >
        {tab === 'history' ? (
          <HistoryTab address={address} canAct={canAct} watch={watch} />
        ) : (
          <ScrollRegion label="What can be run" className="flex-1">
            {tab === 'schedules' ? (
              <SchedulesTab isAdmin={isAdmin} />
            ) : (
              <RunTab canAct={canAct} demo={demo} watch={watch} />
            )}
          </ScrollRegion>
        )}
      </Tabs>
    </div>
  );
}
