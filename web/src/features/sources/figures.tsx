import { Link } from 'react-router';
import { Interval } from '@/components/charts/Interval';
import { Fact, Facts } from '@/components/Facts';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { count, percent, plural } from '@/lib/text';
import { duration } from '@/lib/time';
import type { Source } from './queries';

/** What a source or door brought, and how much of it was worth it. */
export function Yield({ source }: { source: Source }) {
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

/** How it answers: successes, failures, quota, rhythm, runs. */
export function Health({ source }: { source: Source }) {
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
