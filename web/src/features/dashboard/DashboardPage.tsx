import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { Sprout } from 'lucide-react';
import { useDeferredValue } from 'react';
import { LinkButton } from '@/components/Button';
import { Select } from '@/components/Field';
import { PageHeader } from '@/components/PageHeader';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { ThresholdTiles } from '@/components/ThresholdTiles';
import type { Schemas } from '@/lib/api/client';
import { idOf, useAddress } from '@/lib/useAddress';
import { ActivityCard } from './ActivityCard';
import { CategoriesCard, DailyCard, FunnelCard, SourcesCard, TimesCard } from './Charts';
import { activityQuery, dailyQuery, runningQuery, statisticsQuery, statsQuery, statusQuery } from './queries';
import { RunningCard } from './RunningCard';

const periods = [
  { value: '7', label: 'Last 7 days' },
  { value: '', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: 'all', label: 'All time' },
];
const usualDays = 30;
const mostDaysOfColumns = 90;

/** How far things come, how long they take, and what happens just now. */
export function Component() {
  const address = useAddress();
  const chosen = address.get('period') ?? '';
  const days = chosen === 'all' ? null : (idOf(chosen) ?? usualDays);
  const daysOfColumns = Math.min(days ?? mostDaysOfColumns, mostDaysOfColumns);
  const stats = useQuery(statsQuery);
  // What the cards ask for, before they stand there.
  usePrefetchQuery(statisticsQuery(days));
  usePrefetchQuery(statusQuery);
  usePrefetchQuery(dailyQuery(daysOfColumns));
  usePrefetchQuery(activityQuery);
  usePrefetchQuery(runningQuery);
  return (
    <>
      <PageHeader
        title="Dashboard"
        actions={
          <Select
            aria-label="Period"
            value={chosen}
            onChange={(event) => address.set({ period: event.target.value })}
            options={periods}
          />
        }
      />
      {stats.data === undefined ? (
        stats.error ? (
          <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : stats.data.total_discoveries === 0 && stats.data.total_tools === 0 ? (
        <NothingYet />
      ) : (
        <Figures stats={stats.data} days={days} daysOfColumns={daysOfColumns} />
      )}
    </>
  );
}

function NothingYet() {
  return (
    <div className="grid gap-4 p-4 md:p-6">
      <EmptyState
        icon={Sprout}
        title="Nothing has been gathered yet"
        actions={
          <>
            <LinkButton to="/setup" tone="accent">
              Start a first run
            </LinkButton>
            <LinkButton to="/jobs">Go to the jobs</LinkButton>
          </>
        }
      >
        Scouts collect texts, the analyzer reads tools out of them, and you decide. Run a scout to see figures here.
      </EmptyState>
      <RunningCard />
    </div>
  );
}

interface FiguresProps {
  stats: Schemas['PipelineCounts'];
  days: number | null;
  daysOfColumns: number;
}

function Figures({ stats, days, daysOfColumns }: FiguresProps) {
  const { data, error, refetch } = useQuery(statisticsQuery(days));
  // All charts at once are too much for one go on a phone.
  const statistics = useDeferredValue(data ?? null, null);
  const readings = useQuery(statusQuery).data?.thresholds ?? [];
  return (
    <div className="grid gap-4 p-4 md:p-6">
      <ThresholdTiles readings={readings} />
      {statistics === null ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={6} />
        )
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <FunnelCard statistics={statistics} stats={stats} />
          <div className="grid gap-4">
            <RunningCard />
            <TimesCard statistics={statistics} />
          </div>
          <DailyCard days={daysOfColumns} />
          <SourcesCard statistics={statistics} />
          <ActivityCard />
          <CategoriesCard statistics={statistics} />
        </div>
      )}
    </div>
  );
}
