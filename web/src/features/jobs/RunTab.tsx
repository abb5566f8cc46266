import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { ErrorState, Skeleton } from '@/components/States';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { plural } from '@/lib/text';
import { ActiveJobs } from './ActiveJobs';
import { type OptionField, stageFields } from './options';
import { type ScoutType, schedulesQuery, scoutTypesQuery, sourcesQuery } from './queries';
import { RunDialog } from './RunDialog';
import { ScoutCard } from './ScoutCard';
import { useRun } from './useRun';

const all = 'all';

const ofAllScouts: readonly OptionField[] = [
  {
    field: 'no_filter',
    kind: 'flag',
    help: 'Keep what does not fit the focus, too',
    least: null,
    most: null,
    default: null,
  },
];

interface RunTabProps {
  canAct: boolean;
  /** Sample texts instead of those of the source. */
  demo: boolean;
  watch: (id: string) => void;
}

/** What can be run: each source, and the stages after them. */
export function RunTab({ canAct, demo, watch }: RunTabProps) {
  const scouts = useQuery(scoutTypesQuery);
  const sources = useQuery(sourcesQuery).data?.sources;
  const schedules = useQuery(schedulesQuery).data?.schedules;
  const [asked, setAsked] = useState<ScoutType | 'analyze' | 'curate' | null>(null);
  const { run, isPending, told } = useRun(watch);
  if (scouts.data === undefined) {
    return scouts.error ? (
      <ErrorState error={scouts.error} onRetry={() => void scouts.refetch()} />
    ) : (
      <Skeleton rows={8} />
    );
  }
  const withDemo = demo ? { demo: true } : {};
  return (
    <div className="grid gap-4 p-4 md:p-6">
      <ActiveJobs canAct={canAct} watch={watch} />
      <StageCards canAct={canAct} busy={isPending} onRun={(type) => run({ type })} onOptions={setAsked} />
      <h2 className="mt-2 text-base font-semibold">Sources</h2>
      <ul className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
        {[...scouts.data.scout_types].sort(allFirst).map((scout) => (
          <li key={scout.id} className="grid">
            <ScoutCard
              scout={scout}
              source={sources?.find((source) => source.name === scout.id)}
              schedule={schedules?.find((schedule) => schedule.enabled && schedule.scout_type === scout.id)}
              canAct={canAct}
              demo={demo}
              busy={isPending}
              onRun={() => run({ type: 'scout', options: { scout_type: scout.id, ...withDemo } })}
              onOptions={() => setAsked(scout)}
            />
          </li>
        ))}
      </ul>
      {asked !== null && (
        <RunDialog
          title={typeof asked === 'string' ? stageTitles[asked] : `Run ${asked.name}`}
          type={typeof asked === 'string' ? asked : 'scout'}
          fields={typeof asked === 'string' ? stageFields[asked] : [...asked.options, ...ofAllScouts]}
          fixed={typeof asked === 'string' ? {} : { scout_type: asked.id, ...withDemo }}
          onQueued={(job) => {
            setAsked(null);
            told(job);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

const stageTitles = { analyze: 'Analyze texts', curate: 'Curate tools' };

function allFirst(a: ScoutType, b: ScoutType): number {
  return Number(b.id === all) - Number(a.id === all);
}

interface StageCardsProps {
  canAct: boolean;
  busy: boolean;
  onRun: (type: 'analyze' | 'curate') => void;
  onOptions: (type: 'analyze' | 'curate') => void;
}

function StageCards({ canAct, busy, onRun, onOptions }: StageCardsProps) {
  const { data: stats } = useQuery({
    queryKey: keys.stats,
    queryFn: ({ signal }) => data(api.GET('/api/stats', { signal })),
  });
  const cards = [
    {
      type: 'analyze' as const,
      title: 'Analyze',
      words: stats && `${plural(stats.unprocessed_discoveries, 'text waits', 'texts wait')} to be read.`,
      key: 'shift+a',
    },
    {
      type: 'curate' as const,
      title: 'Curate',
      words: stats && `Merges and scores; ${plural(stats.review, 'tool waits', 'tools wait')} for review now.`,
      key: 'shift+c',
    },
  ];
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {cards.map(({ type, title, words, key }) => (
        <Card key={type} title={title}>
          <p className="min-h-5 text-sm text-soft">{words}</p>
          {canAct && (
            <div className="mt-3 flex flex-wrap gap-2">
              <Button size="small" tone="accent" busy={busy} shortcut={key} onClick={() => onRun(type)}>
                Run {title.toLowerCase()}
              </Button>
              <Button
                size="small"
                aria-label={`Options of ${title.toLowerCase()}`}
                disabled={busy}
                onClick={() => onOptions(type)}
              >
                Options…
              </Button>
            </div>
          )}
        </Card>
      ))}
    </div>
  );
}
