import { useQuery } from '@tanstack/react-query';
import { Rss, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { PageHeader } from '@/components/PageHeader';
import { SplitView } from '@/components/SplitView';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { type Column, VirtualTable } from '@/components/table/VirtualTable';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { useActions } from '@/lib/keyboard/useActions';
import { count, percent, shortAddress } from '@/lib/text';
import { useAddress } from '@/lib/useAddress';
import { useMedia, wide } from '@/lib/useMedia';
import { AddFeedDialog } from './AddFeedDialog';
import { FilterBar } from './FilterBar';
import { HealthBadge } from './HealthBadge';
import { OpmlMenu } from './OpmlMenu';
import { nameOf, readFilters, rowsOf, type Source, sourcesQuery } from './queries';
import { SourcePane } from './SourcePane';
import { usePause } from './useSources';

/** Where texts come from: what each source and each of its doors yields, and how it fares. */
export function Component() {
  const address = useAddress();
  const canAct = mayAct(useQuery(sessionQuery).data, 'reviewer');
  const hasRoom = useMedia(wide.tablet);
  const search = useRef<HTMLInputElement>(null);
  const [isAdding, setAdding] = useState(false);
  const { pause, isPending } = usePause();
  const sources = useQuery(sourcesQuery);
  const filters = readFilters(address);
  const rows = rowsOf(sources.data ?? [], filters);
  const name = address.get('source');
  const at = rows.findIndex((row) => row.name === name);
  // What is looked at stays, also when a filter hides its line.
  const shown = sources.data?.flatMap((source) => [source, ...source.doors]).find((row) => row.name === name);
  const open = (index: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (next !== undefined) {
      address.set({ source: next.name });
    }
  };
  const group = 'Sources';
  useActions([
    {
      id: 'sources.next',
      title: 'Next source',
      group,
      keys: ['j', 'arrowdown'],
      hidden: true,
      run: () => open(at + 1),
    },
    {
      id: 'sources.previous',
      title: 'Previous source',
      group,
      keys: ['k', 'arrowup'],
      hidden: true,
      run: () => open(at - 1),
    },
    {
      id: 'sources.close',
      title: 'Close the source',
      group,
      keys: ['escape'],
      hidden: true,
      enabled: name !== null,
      run: () => address.set({ source: null }),
    },
    { id: 'sources.search', title: 'Search sources', group, keys: ['/'], run: () => search.current?.focus() },
    {
      id: 'sources.pause',
      title: shown?.enabled === false ? 'Read it again' : 'Pause it',
      group,
      keys: ['p'],
      enabled: canAct && shown !== undefined && !isPending,
      run: () => shown && pause(shown, !shown.enabled),
    },
    { id: 'sources.add', title: 'Add a feed…', group, keys: ['n'], enabled: canAct, run: () => setAdding(true) },
  ]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Sources"
        aside={sources.data && <span aria-live="polite">{count(rows.length)}</span>}
        actions={
          <>
            <OpmlMenu canAct={canAct} />
            {canAct && (
              <Button tone="accent" shortcut="n" onClick={() => setAdding(true)}>
                Add a feed
              </Button>
            )}
          </>
        }
      />
      <SplitView
        filters={<FilterBar address={address} filters={filters} sources={sources.data ?? []} searchRef={search} />}
        list={
          sources.data === undefined ? (
            sources.error ? (
              <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />
            ) : (
              <Skeleton rows={10} />
            )
          ) : rows.length === 0 ? (
            <EmptyState
              icon={SearchX}
              title="No source fits"
              actions={
                <Button onClick={() => address.set({ search: null, of: null, health: null })}>Show all sources</Button>
              }
            >
              Take a filter away to see more.
            </EmptyState>
          ) : (
            <VirtualTable<Source>
              key={JSON.stringify(filters)}
              label="Sources"
              columns={columns(address.set, hasRoom)}
              total={rows.length}
              rowAt={(index) => rows[index]}
              onVisible={nothing}
              current={at < 0 ? null : at}
              rowHeight={56}
            />
          )
        }
        preview={
          shown === undefined ? (
            name === null || sources.data === undefined ? null : (
              <EmptyState icon={Rss} title="There is no such source">
                Choose another one in the list.
              </EmptyState>
            )
          ) : (
            <SourcePane
              key={shown.name}
              source={shown}
              canAct={canAct}
              busy={isPending}
              onPause={(enabled) => pause(shown, enabled)}
              onAddFeed={() => setAdding(true)}
              onDoors={() => address.set({ of: shown.name, search: null, health: null, source: null }, 'push')}
              onClose={() => address.set({ source: null })}
            />
          )
        }
      />
      {isAdding && <AddFeedDialog onClose={() => setAdding(false)} />}
    </div>
  );
}

/** All rows are there at once. */
const nothing = () => undefined;

function columns(set: ReturnType<typeof useAddress>['set'], hasRoom: boolean): readonly Column<Source>[] {
  const all: readonly Column<Source>[] = [
    {
      id: 'name',
      header: 'Source',
      width: 'minmax(0,1fr)',
      cell: (source) => (
        <button
          type="button"
          data-source={source.name}
          onClick={() => set({ source: source.name }, 'push')}
          className={cx(
            'grid w-full min-w-0 gap-0.5 text-left outline-offset-[-2px] after:absolute after:inset-0',
            source.parent !== null && 'pl-4',
          )}
        >
          <Foreign
            text={nameOf(source)}
            className={cx('min-w-0 truncate', source.parent === null ? 'font-semibold' : 'font-medium')}
          />
          <Foreign text={underOf(source)} className="truncate text-xs text-faint" />
        </button>
      ),
    },
    {
      id: 'new',
      header: 'New, 7 d',
      width: '4.25rem',
      align: 'end',
      cell: (source) => <span title={`${count(source.new_in30_days)} in 30 days`}>{count(source.new_in7_days)}</span>,
    },
    {
      id: 'precision',
      header: 'Precision',
      width: '5.25rem',
      align: 'end',
      cell: ({ precision, precision_interval: interval }) =>
        precision === null || interval === null ? (
          <span className="text-faint">–</span>
        ) : (
          <span title="The range is that of 95% confidence">
            {percent(precision)}
            <span className="block text-2xs text-faint">
              {percent(interval.low)} – {percent(interval.high)}
            </span>
          </span>
        ),
    },
    {
      id: 'success',
      header: 'Last success',
      width: '6rem',
      align: 'end',
      cell: (source) =>
        source.last_success_at === null ? (
          <span className="text-faint">–</span>
        ) : (
          <Time at={source.last_success_at} className="text-soft" />
        ),
    },
    {
      id: 'health',
      header: 'Health',
      width: '5.5rem',
      align: 'end',
      cell: (source) => <HealthBadge source={source} />,
    },
  ];
  return hasRoom ? all : all.filter((column) => column.id === 'name' || column.id === 'health');
}

function underOf(source: Source): string {
  if (source.parent !== null) {
    return source.trouble ?? (source.url === null ? '' : shortAddress(source.url));
  }
  return source.trouble ?? (source.scout === null || source.scout.configured ? source.name : 'Needs its key');
}
