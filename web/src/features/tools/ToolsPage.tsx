import { SearchX, Sprout } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '@/components/Button';
import { Confirm } from '@/components/Confirm';
import { BulkFailures } from '@/components/catalog/BulkFailures';
import { PageHeader } from '@/components/PageHeader';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { VirtualTable } from '@/components/table/VirtualTable';
import { count, plural } from '@/lib/text';
import { useMedia, wide } from '@/lib/useMedia';
import { ColumnsMenu, ExportMenu } from './ColumnsMenu';
import { moreColumns, nameColumn, narrowColumns, readColumns, storeColumns, type ToolRow } from './columns';
import { FilterBar } from './FilterBar';
import { countFilters } from './filters';
import { RejectMany } from './RejectMany';
import { type Tools, useTools } from './useTools';
import { ViewsMenu } from './ViewsMenu';

/** Every tool, filtered and sorted by the server. */
export function Component() {
  const tools = useTools();
  const hasRoom = useMedia(wide.tablet);
  const [columns, setColumns] = useState(readColumns);
  const choose = (ids: readonly string[]) => {
    setColumns(ids);
    storeColumns(ids);
  };
  const { pages, selected, bulk } = tools;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title="Tools"
        aside={pages.total !== undefined && <span aria-live="polite">{count(pages.total)}</span>}
        actions={
          <>
            <ViewsMenu search={tools.search} />
            <ColumnsMenu chosen={columns} onChange={choose} />
            <ExportMenu search={tools.search} />
          </>
        }
      />
      <FilterBar filters={tools.filters} onChange={tools.change} searchRef={tools.searchField} />
      {selected.size > 0 && <SelectionBar tools={tools} />}
      {pages.total === undefined ? (
        pages.error ? (
          <ErrorState error={pages.error} onRetry={pages.retry} />
        ) : (
          <Skeleton rows={10} />
        )
      ) : pages.total === 0 ? (
        <NoTools isFiltered={countFilters(tools.filters) > 0} />
      ) : (
        <VirtualTable<ToolRow>
          key={tools.search}
          label="Tools"
          columns={
            hasRoom ? [nameColumn, ...moreColumns.filter((column) => columns.includes(column.id))] : narrowColumns
          }
          total={pages.total}
          rowAt={pages.rowAt}
          onVisible={pages.onVisible}
          current={tools.current}
          rowHeight={hasRoom ? 40 : 56}
          sorting={{
            by: tools.filters.sort_by ?? 'relevance_score',
            ascending: tools.filters.sort_order === 'asc',
            onSort: tools.sort,
          }}
          {...(tools.canAct && {
            selection: {
              isSelected: (tool) => selected.has(tool.id),
              toggle: tools.toggle,
              nameOf: (tool) => tool.name,
            },
          })}
        />
      )}
      {tools.dialog === 'reject' && (
        <RejectMany count={tools.count} onReject={tools.commands.reject} onClose={() => tools.setDialog(null)} />
      )}
      {tools.dialog === 'delete' && (
        <Confirm
          title={`Remove ${plural(selected.size, 'tool')}?`}
          deed="Remove"
          busy={tools.remove.isPending}
          onConfirm={() => tools.remove.mutate([...selected.keys()])}
          onClose={() => tools.setDialog(null)}
        >
          Their claims and history go with them. This cannot be undone; to keep them out of the index, reject them
          instead.
        </Confirm>
      )}
      {bulk.failed && (
        <BulkFailures result={bulk.failed} nameOf={(id) => selected.get(id)} onClose={bulk.forgetFailed} />
      )}
    </div>
  );
}

function SelectionBar({ tools }: { tools: Tools }) {
  return (
    <div
      role="toolbar"
      aria-label="Selected tools"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-selected px-4 py-2 text-sm md:px-6"
    >
      <span className="mr-auto font-medium tabular-nums">{plural(tools.selected.size, 'tool')} selected</span>
      <Button size="small" tone="good" shortcut="a" busy={tools.bulk.busy} onClick={tools.commands.approve}>
        Approve
      </Button>
      <Button size="small" tone="bad" shortcut="r" busy={tools.bulk.busy} onClick={() => tools.setDialog('reject')}>
        Reject
      </Button>
      <Button size="small" busy={tools.bulk.busy} onClick={tools.commands.toReview}>
        To review
      </Button>
      {tools.isAdmin && (
        <Button size="small" className="text-bad" onClick={() => tools.setDialog('delete')}>
          Remove…
        </Button>
      )}
      <Button size="small" tone="quiet" onClick={tools.clear}>
        Clear
      </Button>
    </div>
  );
}

function NoTools({ isFiltered }: { isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState icon={SearchX} title="No tool fits" actions={<LinkButton to="/tools">Show all tools</LinkButton>}>
      Take a filter away, or search for fewer words.
    </EmptyState>
  ) : (
    <EmptyState icon={Sprout} title="No tools yet" actions={<LinkButton to="/setup">Start a first run</LinkButton>}>
      Tools come from the texts that scouts collect. Run one, then analyze what it found.
    </EmptyState>
  );
}
