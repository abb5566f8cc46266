import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';
import { Button, IconButton, LinkButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Interval } from '@/components/charts/Interval';
import { Fact, Facts } from '@/components/Facts';
import { Switch } from '@/components/Field';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorLine } from '@/components/States';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { count, percent, plural, title } from '@/lib/text';
import { duration } from '@/lib/time';
import { AddDoors } from './AddDoors';
import { HealthBadge } from './HealthBadge';
import { feeds, nameOf, type Source } from './queries';

interface SourcePaneProps {
  source: Source;
  canAct: boolean;
  busy: boolean;
  onPause: (enabled: boolean) => void;
  onAddFeed: () => void;
  onDoors: () => void;
  onClose: () => void;
}

/** One source or door: what it yields, how far it can be trusted, how it fares. */
export function SourcePane({ source, canAct, busy, onPause, onAddFeed, onDoors, onClose }: SourcePaneProps) {
  const { scout } = source;
  return (
    <ScrollRegion label="Source" className="flex-1">
      <div className="flex items-center gap-2 border-b border-line bg-panel px-4 py-2">
        <IconButton label="Back to the list" size="small" onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        <h2 className="min-w-0 flex-1 text-base font-semibold">
          {source.url === null ? (
            <Foreign text={nameOf(source)} />
          ) : (
            <ExternalLink url={source.url} text={nameOf(source)} />
          )}
        </h2>
        <HealthBadge source={source} />
      </div>
      <div className="grid gap-4 p-4">
        <div className="flex flex-wrap items-center justify-between gap-2">
          {canAct ? (
            <Switch label="Runs read it" checked={source.enabled} disabled={busy} onChange={onPause} />
          ) : (
            <span className="text-sm text-soft">{source.enabled ? 'Runs read it.' : 'It is paused.'}</span>
          )}
          <LinkButton to={`/discoveries?source=${encodeURIComponent(source.parent ?? source.name)}`} size="small">
            Its texts
          </LinkButton>
        </div>
        {source.trouble !== null && (
          <ErrorLine>
            <Foreign text={source.trouble} />
          </ErrorLine>
        )}
        {scout !== null && !scout.configured && <Missing scout={scout} />}
        <Card title="Yield">
          <Yield source={source} />
        </Card>
        <Card title="Health">
          <Health source={source} />
        </Card>
        {scout !== null && scout.door_fields.length > 0 && (
          <Card title={title(scout.doors_called)}>
            <div className="grid gap-3">
              <div className="flex flex-wrap items-center gap-2 text-sm">
                <span className="flex-1">
                  {count(source.doors.filter((door) => door.enabled).length)} of {count(source.doors.length)} are read.
                </span>
                {source.doors.length > 0 && <Button onClick={onDoors}>Show them</Button>}
                {canAct && source.name === feeds.source && <Button onClick={onAddFeed}>Add a feed…</Button>}
              </div>
              {canAct && source.name !== feeds.source && (
                <AddDoors source={source.name} called={scout.doors_called} fields={scout.door_fields} />
              )}
            </div>
          </Card>
        )}
      </div>
    </ScrollRegion>
  );
}

function Missing({ scout }: { scout: Schemas['SourceScout'] }) {
  const isAdmin = mayAct(useQuery(sessionQuery).data, 'admin');
  return (
    <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {scout.missing.length === 0
        ? 'It cannot be run here; its texts come by import.'
        : `It needs ${scout.missing.map((names) => names.join(' and ')).join(', or ')}.`}
      {scout.missing.length > 0 && isAdmin && (
        <>
          {' '}
          <Link to="/settings" className="underline underline-offset-2">
            Set it
          </Link>
        </>
      )}
    </p>
  );
}

function Yield({ source }: { source: Source }) {
  const { precision, precision_interval: interval, approved, rejected, reliability } = source;
  return (
    <Facts>
      <Fact name="Brought">
        {plural(source.total_discoveries, 'text')}, {count(source.new_in7_days)} in 7 days,{' '}
        {count(source.new_in30_days)} in 30
      </Fact>
      <Fact name="Useful">{plural(source.useful_discoveries, 'text names', 'texts name')} an approved tool</Fact>
      <Fact name="Precision">
        {precision === null || interval === null ? (
          <span className="text-soft">unknown: no tool of it is decided on yet</span>
        ) : (
          <span className="grid gap-1">
            <span>
              {percent(precision)}: {count(approved)} of {plural(approved + rejected, 'decided tool')} approved
            </span>
            <Interval value={precision} low={interval.low} high={interval.high} className="h-2 w-full max-w-64" />
            <span className="text-xs text-faint">
              {percent(interval.low)} to {percent(interval.high)} with 95% confidence
            </span>
          </span>
        )}
      </Fact>
      <Fact name="Reliability">
        {percent(reliability)}{' '}
        <span className="text-xs text-faint">what scores make of it, careful while little is decided</span>
      </Fact>
    </Facts>
  );
}

const secondsOfHour = 3600;

function Health({ source }: { source: Source }) {
  const { quota, rhythm, scout } = source;
  return (
    <Facts>
      <Fact name="Last success">
        {source.last_success_at === null ? (
          'never'
        ) : (
          <>
            <Time at={source.last_success_at} />, {plural(source.last_item_count, 'item')}
          </>
        )}
      </Fact>
      {source.last_attempt_at !== null && source.last_attempt_at !== source.last_success_at && (
        <Fact name="Last try">
          <Time at={source.last_attempt_at} />
        </Fact>
      )}
      <Fact name="Failures">
        {source.consecutive_failures === 0
          ? 'none in a row'
          : `${count(source.consecutive_failures)} in a row, back-off step ${source.back_off_step} of ${source.last_back_off_step}`}
      </Fact>
      {source.back_off_until !== null && (
        <Fact name="Left alone until">
          <Time at={source.back_off_until} absolute />
        </Fact>
      )}
      <Fact name="Rate limit">{quota === null ? 'its service does not say' : <Quota quota={quota} />}</Fact>
      {rhythm.usual_gap_hours !== null && (
        <Fact name="Rhythm">
          something every {duration(rhythm.usual_gap_hours * secondsOfHour)}
          {rhythm.longest_gap_hours !== null && `, longest pause ${duration(rhythm.longest_gap_hours * secondsOfHour)}`}
        </Fact>
      )}
      {scout !== null && (
        <>
          <Fact name="Last run">
            {scout.last_run === null ? (
              'not yet'
            ) : (
              <Link to={`/jobs?job=${scout.last_run.job_id}`} className="text-accent underline underline-offset-2">
                {scout.last_run.status} <Time at={scout.last_run.completed_at} />
              </Link>
            )}
          </Fact>
          <Fact name="Next run">
            {scout.next_run_at === null ? 'no schedule runs it' : <Time at={scout.next_run_at} />}
          </Fact>
        </>
      )}
    </Facts>
  );
}

function Quota({ quota }: { quota: Schemas['QuotaLeft'] }) {
  return (
    <>
      {count(quota.remaining)}
      {quota.limit !== null && ` of ${count(quota.limit)}`} left
      {quota.resets_at !== null && (
        <>
          , full again <Time at={quota.resets_at} />
        </>
      )}
    </>
  );
}
