import { useQuery } from '@tanstack/react-query';
import { Rss, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '@/components/Button';
import { PageHeader } from '@/components/PageHeader';
import { SplitView } from '@/components/SplitView';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { VirtualTable } from '@/components/table/VirtualTable';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { useListKeys } from '@/lib/keyboard/useListKeys';
import { count } from '@/lib/text';
import { useAddress } from '@/lib/useAddress';
import { useMedia, wide } from '@/lib/useMedia';
import { AddFeedDialog } from './AddFeedDialog';
import { columns } from './columns';
import { FilterBar } from './FilterBar';
import { OpmlMenu } from './OpmlMenu';
import { readFilters, rowsOf, type Source, sourcesQuery } from './queries';
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
  const close = () => address.set({ source: null });
  const group = 'Sources';
  useListKeys({ id: 'sources', group, one: 'source', at, open, close: name === null ? null : close });
  useActions([
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
              onClose={close}
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
