import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { MuteDialog } from '@/components/catalog/MuteDialog';
import { SplitView } from '@/components/SplitView';
import { ErrorState, Skeleton } from '@/components/States';
import { VirtualTable } from '@/components/table/VirtualTable';
import { keys } from '@/lib/api/keys';
import { usePages } from '@/lib/api/usePages';
import { findRow } from '@/lib/findRow';
import { useActions } from '@/lib/keyboard/useActions';
import { useListKeys } from '@/lib/keyboard/useListKeys';
import { plural } from '@/lib/text';
import { type Address, idOf } from '@/lib/useAddress';
import { ChangePane } from './ChangePane';
import { columns } from './columns';
import { FilterBar } from './FilterBar';
import { Nothing } from './Nothing';
import { facetsQuery, type Line, readFilters, readPage } from './queries';
import { useAcknowledge } from './useAcknowledge';

const pageSize = 50;

/** The timeline: open changes of prices first, then the newest. */
export function ListTab({ address, canAct }: { address: Address; canAct: boolean }) {
  const filters = readFilters(address);
  const { data: facets } = useQuery(facetsQuery);
  const pages = usePages<Line>([...keys.changes, 'list', filters], pageSize, (offset, limit, signal) =>
    readPage(filters, offset, limit, signal),
  );
  const { acknowledge, isPending } = useAcknowledge();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set());
  const [muting, setMuting] = useState<{ pageId: number; text: string } | null>(null);
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
  const toggle = ({ id: one }: Line) => {
    const next = new Set(ticked);
    if (!next.delete(one)) {
      next.add(one);
    }
    setTicked(next);
  };
  /** Acts on what is ticked, else on what is looked at, and moves on. */
  const decide = (acknowledged: boolean) => {
    if (ticked.size > 0) {
      acknowledge([...ticked], acknowledged);
      setTicked(new Set());
    } else if (id !== null) {
      acknowledge([id], acknowledged);
      const next = pages.rowAt(at + 1) ?? pages.rowAt(at - 1);
      address.set({ id: at < 0 || filters.acknowledged === undefined ? id : (next?.id ?? null) });
    }
  };
  const group = 'Changes';
  useListKeys({
    id: 'changes',
    group,
    one: 'change',
    at,
    open,
    close: id === null ? null : () => address.set({ id: null }),
  });
  useActions([
    {
      id: 'changes.acknowledge',
      title: ticked.size === 0 && row?.acknowledged_at ? 'Open it again' : 'Acknowledge',
      group,
      keys: ['a'],
      enabled: canAct && (ticked.size > 0 || id !== null),
      run: () => decide(ticked.size > 0 || row === undefined || row.acknowledged_at === null),
    },
    {
      id: 'changes.select',
      title: 'Select',
      group,
      keys: ['x'],
      enabled: canAct && row !== undefined,
      run: () => row && toggle(row),
    },
    {
      id: 'changes.clear',
      title: 'Clear the selection',
      group,
      keys: ['escape'],
      enabled: ticked.size > 0,
      run: () => setTicked(new Set()),
    },
  ]);
  const isNarrowed = ['type', 'tool', 'state'].some((name) => address.get(name));
  const clear = () => address.set({ type: null, tool: null, state: null, id: null });
  return (
    <>
      <FilterBar address={address} isNarrowed={isNarrowed} onClear={clear}>
        {ticked.size > 0 && (
          <span className="flex flex-wrap items-center gap-2 text-sm sm:ml-auto">
            <span aria-live="polite">{plural(ticked.size, 'change')} selected</span>
            <Button tone="accent" shortcut="a" busy={isPending} onClick={() => decide(true)}>
              Acknowledge
            </Button>
            <Button tone="quiet" onClick={() => setTicked(new Set())}>
              Clear
            </Button>
          </span>
        )}
      </FilterBar>
      <SplitView
        list={
          pages.total === undefined ? (
            pages.error ? (
              <ErrorState error={pages.error} onRetry={pages.retry} />
            ) : (
              <Skeleton rows={10} />
            )
          ) : total === 0 ? (
            <Nothing
              isNew={facets !== undefined && Object.keys(facets.types).length === 0}
              isNarrowed={isNarrowed}
              onClear={clear}
            />
          ) : (
            <VirtualTable<Line>
              key={JSON.stringify(filters)}
              label="Changes"
              columns={columns(address.set)}
              total={total}
              rowAt={pages.rowAt}
              onVisible={pages.onVisible}
              current={at < 0 ? null : at}
              rowHeight={64}
              {...(canAct && {
                selection: {
                  isSelected: (line: Line) => ticked.has(line.id),
                  toggle,
                  nameOf: (line: Line) => line.description,
                },
              })}
            />
          )
        }
        preview={
          id === null ? null : (
            <ChangePane
              key={id}
              id={id}
              canAct={canAct}
              busy={isPending}
              view={address.get('view') === 'unified' ? 'unified' : 'split'}
              onView={(view) => address.set({ view: view === 'split' ? null : view })}
              onAcknowledge={(acknowledged) => {
                setTicked(new Set());
                acknowledge([id], acknowledged);
              }}
              onMute={(pageId, text) => setMuting({ pageId, text })}
              onClose={() => address.set({ id: null })}
            />
          )
        }
      />
      {muting && <MuteDialog pageId={muting.pageId} text={muting.text} onClose={() => setMuting(null)} />}
    </>
  );
}
