import { Badge, type BadgeTone, DemoBadge } from '@/components/Badge';
import { Button, LinkButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Schemas } from '@/lib/api/client';
import { plural, title } from '@/lib/text';
import type { Schedule, ScoutType } from './queries';

interface ScoutCardProps {
  scout: ScoutType;
  source: Schemas['SourceStatus'] | undefined;
  schedule: Schedule | undefined;
  canAct: boolean;
  demo: boolean;
  busy: boolean;
  onRun: () => void;
  onOptions: () => void;
}

const healthTones: Record<string, BadgeTone> = { healthy: 'good', degraded: 'warn', failing: 'bad', disabled: 'warn' };

/** One source: whether it has its credentials, how it went last, and when it runs next. */
export function ScoutCard({ scout, source, schedule, canAct, demo, busy, onRun, onOptions }: ScoutCardProps) {
  const mayRun = scout.configured || demo;
  return (
    <Card
      className="flex flex-col"
      title={scout.name}
      actions={
        demo ? (
          <DemoBadge />
        ) : (
          <Badge tone={scout.configured ? 'good' : 'warn'}>{scout.configured ? 'Ready' : 'Needs a key'}</Badge>
        )
      }
    >
      <div className="grid gap-2 text-sm">
        <p className="text-soft">{scout.summary}</p>
        {!scout.configured && (
          <p className="text-xs text-soft">
            Set{' '}
            {scout.alternatives.map((names, at) => (
              <span key={names.join()}>
                {at > 0 && ', or '}
                <code className="font-mono">{names.join(' and ')}</code>
              </span>
            ))}
            .
          </p>
        )}
        {source !== undefined && <LastResult source={source} />}
        {scout.id !== 'all' && (
          <p className="text-xs text-faint">
            {schedule?.next_runs[0] === undefined ? (
              'No schedule runs it.'
            ) : (
              <>
                Next run <Time at={schedule.next_runs[0]} />
              </>
            )}
          </p>
        )}
      </div>
      {canAct && (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="small" disabled={!mayRun} busy={busy} aria-label={`Run ${scout.name}`} onClick={onRun}>
            Run
          </Button>
          <Button
            size="small"
            tone="quiet"
            disabled={!mayRun}
            aria-label={`Options of ${scout.name}`}
            onClick={onOptions}
          >
            Options…
          </Button>
          {!scout.configured && (
            <LinkButton size="small" tone="quiet" to="/settings" aria-label={`Add a key for ${scout.name}`}>
              Add a key
            </LinkButton>
          )}
        </div>
      )}
    </Card>
  );
}

function LastResult({ source }: { source: Schemas['SourceStatus'] }) {
  const found = source.total_discoveries ?? 0;
  if (!source.last_attempt_at) {
    return <p className="text-xs text-faint">{found === 0 ? 'Not read yet.' : `${plural(found, 'text')} so far.`}</p>;
  }
  return (
    <div className="grid gap-1 text-xs text-faint">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={healthTones[source.health] ?? 'plain'}>{title(source.health)}</Badge>
        <span>
          Read <Time at={source.last_attempt_at} />, {plural(source.last_item_count ?? 0, 'item')};{' '}
          {plural(found, 'text')} so far
        </span>
      </p>
      {source.trouble && <Foreign text={source.trouble} className="line-clamp-2 text-bad" />}
    </div>
  );
}
