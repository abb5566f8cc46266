import { useQuery } from '@tanstack/react-query';
import { Badge } from '@/components/Badge';
import { Card } from '@/components/Card';
import { Fact, Facts } from '@/components/Facts';
import { ErrorState, Skeleton } from '@/components/States';
import { ThresholdTiles } from '@/components/ThresholdTiles';
import { Time } from '@/components/Time';
import { bytes } from '@/lib/bytes';
import { backupsQuery, systemQuery } from './queries';

export function OverviewTab() {
  const system = useQuery(systemQuery);
  const newest = useQuery(backupsQuery).data?.backups[0];
  if (system.data === undefined) {
    return system.error ? (
      <ErrorState error={system.error} onRetry={() => void system.refetch()} />
    ) : (
      <Skeleton rows={8} />
    );
  }
  const { database, thresholds, ...program } = system.data;
  return (
    <div className="grid gap-4 p-4 md:p-6">
      <ThresholdTiles readings={thresholds} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="Program">
          <Facts>
            <Fact name="Version">{program.version}</Fact>
            <Fact name="Runs on">
              {program.runtime}, {program.system}
            </Fact>
            <Fact name="Since">
              <Time at={program.started_at} />
            </Fact>
            <Fact name="Memory">{bytes(program.memory_bytes)}</Fact>
          </Facts>
        </Card>
        <Card title="Database">
          <Facts>
            <Fact name="Size">{bytes(database.bytes)}</Fact>
            <Fact name="Write-ahead log">{bytes(database.wal_bytes)}</Fact>
            <Fact name="Last backup">{newest === undefined ? 'none yet' : <Time at={newest.made_at} />}</Fact>
          </Facts>
        </Card>
        <Card title="Migrations" className="lg:col-span-2">
          <ul className="grid gap-1.5">
            {[...database.pending.map((name) => ({ name, applied: false })), ...newestFirst(database.applied)].map(
              ({ name, applied }) => (
                <li key={name} className="flex flex-wrap items-center justify-between gap-2 text-sm">
                  <code className="min-w-0 font-mono text-xs">{name}</code>
                  <Badge tone={applied ? 'good' : 'warn'}>{applied ? 'Applied' : 'Pending'}</Badge>
                </li>
              ),
            )}
          </ul>
        </Card>
      </div>
    </div>
  );
}

function newestFirst(applied: readonly string[]) {
  return applied.map((name) => ({ name, applied: true })).reverse();
}
