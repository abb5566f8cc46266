import { useQuery } from '@tanstack/react-query';
import { Newspaper, SearchX } from 'lucide-react';
import { DemoBadge } from '@/components/Badge';
import { Button, LinkButton } from '@/components/Button';
import { Foreign } from '@/components/Foreign';
import { PageHeader } from '@/components/PageHeader';
import { SplitView } from '@/components/SplitView';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { type Column, VirtualTable } from '@/components/table/VirtualTable';
import { keys } from '@/lib/api/keys';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { usePages } from '@/lib/api/usePages';
import { findRow } from '@/lib/findRow';
import { useActions } from '@/lib/keyboard/useActions';
import { useListKeys } from '@/lib/keyboard/useListKeys';
import { count, title } from '@/lib/text';
import { idOf, useAddress } from '@/lib/useAddress';
import { FilterBar } from './FilterBar';
import { Preview } from './Preview';
import { type Line, readFilters, readPage } from './queries';
import { StateBadge } from './StateBadge';
import { useRetry } from './useRetry';

const pageSize = 50;

/** What the scouts found, and what was read out of it. */
export function Component() {
  const address = useAddress();
  const canAct = mayAct(useQuery(sessionQuery).data, 'reviewer');
  const filters = readFilters(address);
  const pages = usePages<Line>([...keys.discoveries, 'list', filters], pageSize, (offset, limit, signal) =>
    readPage(filters, offset, limit, signal),
  );
  const { retry, isPending } = useRetry();
  const total = pages.total ?? 0;
  const id = idOf(address.get('id'));
  const at = findRow(pages.rowAt, total, id);
  const row = at < 0 ? undefined : pages.rowAt(at);
  const open = (index: number) => {
    const next = pages.rowAt(Math.max(0, Math.min(total - 1, index)));
    if (next !== undefined) {
      address.set({ id: next.id });
    }
  };
  useListKeys({
    id: 'discoveries',
    group: 'Discoveries',
    one: 'discovery',
    at,
    open,
    close: id === null ? null : () => address.set({ id: null }),
  });
  useActions([
    {
      id: 'discoveries.retry',
      title: 'Try what was set aside again',
      group: 'Discoveries',
      keys: ['t'],
      enabled: canAct && row !== undefined && !row.processed && row.set_aside_reason !== null,
      run: () => id !== null && retry(id),
    },
  ]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Discoveries"
        aside={pages.total !== undefined && <span aria-live="polite">{count(pages.total)}</span>}
      />
      <SplitView
        filters={<FilterBar address={address} canAct={canAct} busy={isPending} onRetryAll={() => retry(null)} />}
        list={
          pages.total === undefined ? (
            pages.error ? (
              <ErrorState error={pages.error} onRetry={pages.retry} />
            ) : (
              <Skeleton rows={10} />
            )
          ) : total === 0 ? (
            <Nothing
              isFiltered={Object.keys(filters).length > 0}
              onClear={() => address.set({ state: null, source: null, age: null })}
            />
          ) : (
            <VirtualTable<Line>
              key={JSON.stringify(filters)}
              label="Discoveries"
              columns={columns(address.set)}
              total={total}
              rowAt={pages.rowAt}
              onVisible={pages.onVisible}
              current={at < 0 ? null : at}
              rowHeight={56}
            />
          )
        }
        preview={
          id === null ? null : (
            <Preview
              key={id}
              id={id}
              canAct={canAct}
              busy={isPending}
              onRetry={() => retry(id)}
              onClose={() => address.set({ id: null })}
            />
          )
        }
      />
    </div>
  );
}

function columns(set: ReturnType<typeof useAddress>['set']): readonly Column<Line>[] {
  return [
    {
      id: 'title',
      header: 'Text',
      width: 'minmax(0,1fr)',
      cell: (line) => (
        <button
          type="button"
          data-discovery={line.id}
          onClick={() => set({ id: line.id }, 'push')}
          className="grid w-full min-w-0 gap-0.5 text-left outline-offset-[-2px] after:absolute after:inset-0"
        >
          <span className="flex min-w-0 items-center gap-2">
            <Foreign text={line.title || line.excerpt} className="min-w-0 truncate font-medium" />
            {line.is_demo && <DemoBadge />}
          </span>
          <span className="truncate text-xs text-faint">
            {title(line.source_name)} · <Foreign text={line.excerpt} />
          </span>
        </button>
      ),
    },
    {
      id: 'found',
      header: 'Found',
      width: '5.5rem',
      cell: (line) => <Time at={line.discovered_at} className="text-soft" />,
    },
    { id: 'state', header: 'State', width: '5rem', align: 'end', cell: (line) => <StateBadge line={line} /> },
  ];
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return isFiltered ? (
    <EmptyState icon={SearchX} title="No text fits" actions={<Button onClick={onClear}>Show all texts</Button>}>
      Take a filter away to see more.
    </EmptyState>
  ) : (
    <EmptyState icon={Newspaper} title="No texts yet" actions={<LinkButton to="/jobs">Run a scout</LinkButton>}>
      Scouts bring the texts. Run one, and what it finds stands here at once.
    </EmptyState>
  );
}
