import { useQuery } from '@tanstack/react-query';
import { CheckCheck, GitCompareArrows, SearchX } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '@/components/Button';
import { ChangeBadge, changeTypes } from '@/components/catalog/changeTypes';
import { MuteDialog } from '@/components/catalog/MuteDialog';
import { Select } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { SplitView } from '@/components/SplitView';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { type Column, VirtualTable } from '@/components/table/VirtualTable';
import { keys } from '@/lib/api/keys';
import { usePages } from '@/lib/api/usePages';
import { cx } from '@/lib/cx';
import { findRow } from '@/lib/findRow';
import { useActions } from '@/lib/keyboard/useActions';
import { count, plural } from '@/lib/text';
import { type Address, idOf } from '@/lib/useAddress';
import { ChangePane } from './ChangePane';
import { countOf, facetsQuery, type Line, readFilters, readPage, states } from './queries';
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
  useActions([
    {
      id: 'changes.next',
      title: 'Next change',
      group,
      keys: ['j', 'arrowdown'],
      hidden: true,
      run: () => open(at + 1),
    },
    {
      id: 'changes.previous',
      title: 'Previous change',
      group,
      keys: ['k', 'arrowup'],
      hidden: true,
      run: () => open(at - 1),
    },
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
      id: 'changes.close',
      title: ticked.size > 0 ? 'Clear the selection' : 'Close the change',
      group,
      keys: ['escape'],
      hidden: true,
      enabled: ticked.size > 0 || id !== null,
      run: () => (ticked.size > 0 ? setTicked(new Set()) : address.set({ id: null })),
    },
  ]);
  const isNarrowed = ['type', 'tool', 'state'].some((name) => address.get(name));
  const clear = () => address.set({ type: null, tool: null, state: null, id: null });
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
        <Select
          aria-label="Type"
          className="max-sm:flex-1"
          value={address.get('type') ?? ''}
          onChange={(event) => address.set({ type: event.target.value, id: null })}
          options={[
            { value: '', label: 'All changes' },
            ...changeTypes.map(({ type, title: label }) => {
              const number = countOf(facets, type);
              return { value: type, label: number === undefined ? label : `${label} (${count(number)})` };
            }),
          ]}
        />
        <Select
          aria-label="State"
          className="max-sm:flex-1"
          value={address.get('state') ?? ''}
          onChange={(event) => address.set({ state: event.target.value, id: null })}
          options={states}
        />
        {isNarrowed && (
          <Button tone="quiet" onClick={clear}>
            {filters.tool_id === undefined ? 'Clear filters' : 'Changes of all tools'}
          </Button>
        )}
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
      </div>
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

function columns(set: Address['set']): readonly Column<Line>[] {
  return [
    {
      id: 'change',
      header: 'Change',
      width: 'minmax(0,1fr)',
      cell: (line) => (
        <button
          type="button"
          data-change={line.id}
          onClick={() => set({ id: line.id }, 'push')}
          className="grid w-full min-w-0 gap-0.5 text-left outline-offset-[-2px] after:absolute after:inset-0"
        >
          <Foreign
            text={line.description}
            className={cx('min-w-0 truncate', line.acknowledged_at === null ? 'font-medium' : 'text-soft')}
          />
          <span className="flex min-w-0 items-center gap-2 text-xs text-faint">
            <ChangeBadge type={line.change_type} />
            <Foreign text={line.tool_name} className="min-w-0 truncate" />
            {line.open_proposals > 0 && (
              <span className="shrink-0">{plural(line.open_proposals, 'suggested edit')}</span>
            )}
          </span>
        </button>
      ),
    },
    {
      id: 'seen',
      header: 'Seen',
      width: '5.5rem',
      align: 'end',
      cell: (line) => (
        <span className="inline-flex items-center gap-1.5 text-soft">
          {line.acknowledged_at !== null && <CheckCheck aria-label="Acknowledged" className="size-3.5 text-good" />}
          <Time at={line.detected_at} />
        </span>
      ),
    },
  ];
}

function Nothing({ isNew, isNarrowed, onClear }: { isNew: boolean; isNarrowed: boolean; onClear: () => void }) {
  if (isNew) {
    return (
      <EmptyState
        icon={GitCompareArrows}
        title="No change seen yet"
        actions={<LinkButton to="/jobs">Check the pages now</LinkButton>}
      >
        The pages of approved tools are watched. A page is only compared from its second check on.
      </EmptyState>
    );
  }
  return isNarrowed ? (
    <EmptyState
      icon={SearchX}
      title="No change fits"
      actions={<Button onClick={onClear}>Show all open changes</Button>}
    >
      Take a filter away to see more.
    </EmptyState>
  ) : (
    <EmptyState
      icon={CheckCheck}
      title="All changes are acknowledged"
      actions={<LinkButton to="/changes?state=acknowledged">Look at them again</LinkButton>}
    >
      New ones come up here by themselves.
    </EmptyState>
  );
}
