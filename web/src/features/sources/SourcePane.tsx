import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { Link } from 'react-router';
import { Button, IconButton, LinkButton } from '@/components/Button';
import { Card } from '@/components/Card';
import { Switch } from '@/components/Field';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { ErrorLine } from '@/components/States';
import type { Schemas } from '@/lib/api/client';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { count, title } from '@/lib/text';
import { AddDoors } from './AddDoors';
import { Health, Yield } from './figures';
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
