import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Card } from '@/components/Card';
import { BarList } from '@/components/charts/BarList';
import { Columns } from '@/components/charts/Columns';
import { Funnel } from '@/components/charts/Funnel';
import { Spans } from '@/components/charts/Spans';
import type { Schemas } from '@/lib/api/client';
import { count, percent, plural, title } from '@/lib/text';
import { duration } from '@/lib/time';
import { dailyQuery } from './queries';
import { foldSources } from './series';

type Statistics = Schemas['ReviewStatistics'];

const stagePlaces: Record<string, string> = {
  discoveries: '/discoveries',
  tools: '/tools',
  queued: '/review',
  approved: '/tools?status=approved',
};

const stageWords: Record<string, string> = {
  until_read: 'Found until read',
  until_queued: 'Read until queued',
  until_decided: 'Queued until decided',
};

const secondsOfHour = 3600;
const mostBars = 10;

export function FunnelCard({ statistics, stats }: { statistics: Statistics; stats: Schemas['PipelineCounts'] }) {
  const of = (stage: string) => statistics.funnel.find((one) => one.stage === stage)?.count ?? 0;
  const rejected = of('decided') - of('approved');
  return (
    <Card title="From discovered to decided">
      <Funnel
        stages={statistics.funnel.map(({ stage, count: number, share }) => ({
          name: title(stage),
          count: number,
          share,
          ...(stagePlaces[stage] !== undefined && { to: stagePlaces[stage] }),
        }))}
      />
      <p className="mt-4 text-sm text-soft">
        {plural(of('approved'), 'tool')} approved,{' '}
        <Link to="/tools?status=rejected" className="text-accent underline underline-offset-2">
          {count(rejected)} rejected
        </Link>{' '}
        in this period. Now{' '}
        <Link to="/review" className="text-accent underline underline-offset-2">
          {plural(stats.review, 'waits', 'wait')} for review
        </Link>
        , {plural(stats.unprocessed_discoveries, 'text')} for the analyzer.
      </p>
    </Card>
  );
}

export function TimesCard({ statistics }: { statistics: Statistics }) {
  return (
    <Card title="Time in stage">
      <Spans
        label="Time in stage"
        rows={statistics.time_in_stage.map((stage) => ({
          name: stageWords[stage.stage] ?? title(stage.stage),
          median: stage.median_hours,
          p90: stage.p90_hours,
        }))}
        format={(hours) => duration(hours * secondsOfHour)}
      />
    </Card>
  );
}

export function DailyCard({ days }: { days: number }) {
  const { data } = useQuery(dailyQuery(days));
  return (
    <Card title="Discoveries a day, by source">
      {data !== undefined &&
        (data.sources.length === 0 ? (
          <Nothing>
            No source brought anything in these {days} days.{' '}
            <Link to="/jobs" className="text-accent underline underline-offset-2">
              Run a scout
            </Link>
            .
          </Nothing>
        ) : (
          <Columns label="Discoveries a day, by source" columns={data.days} series={foldSources(data.sources)} />
        ))}
    </Card>
  );
}

export function SourcesCard({ statistics }: { statistics: Statistics }) {
  const bars = [...statistics.sources].sort((a, b) => b.discoveries - a.discoveries).slice(0, mostBars);
  return (
    <Card title="Yield by source">
      {bars.length === 0 ? (
        <Nothing>No source has brought anything in this period.</Nothing>
      ) : (
        <BarList
          label="Yield by source"
          bars={bars.map((source) => ({
            name: title(source.source),
            value: source.discoveries,
            note:
              source.precision === null
                ? 'nothing decided yet'
                : `${count(source.approved)} of ${plural(source.decided, 'decided tool')} approved (${percent(source.precision)})`,
          }))}
        />
      )}
    </Card>
  );
}

export function CategoriesCard({ statistics }: { statistics: Statistics }) {
  const bars = statistics.conversion.slice(0, mostBars);
  return (
    <Card title="Tools by category">
      {bars.length === 0 ? (
        <Nothing>No tool was found in this period.</Nothing>
      ) : (
        <BarList
          label="Tools by category"
          bars={bars.map((category) => ({
            name: title(category.category),
            value: category.tools,
            note:
              category.rate === null
                ? 'nothing decided yet'
                : `${percent(category.rate)} of ${plural(category.decided, 'decision')} approved`,
          }))}
        />
      )}
    </Card>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-sm text-soft">{children}</p>;
}
