import { useVirtualizer } from '@tanstack/react-virtual';
import { Copy, MessageCircleQuestion, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { DemoBadge } from '@/components/Badge';
import { Score } from '@/components/catalog/ScoreReasons';
import { Foreign } from '@/components/Foreign';
import { ScrollRegion } from '@/components/ScrollRegion';
import { cx } from '@/lib/cx';
import { plural, title } from '@/lib/text';
import type { QueueItem } from './session';

const rowHeight = 60;

interface QueuePaneProps {
  items: readonly QueueItem[];
  currentId: number | null;
  selected: ReadonlySet<number>;
  canSelect: boolean;
  onOpen: (id: number) => void;
  onSelect: (id: number) => void;
}

export function QueuePane({ items, currentId, selected, canSelect, onOpen, onSelect }: QueuePaneProps) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => items[index]!.id,
  });
  const at = items.findIndex((item) => item.id === currentId);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another tool may come to stand at the same place.
  useEffect(() => {
    if (at >= 0) {
      virtual.scrollToIndex(at, { align: 'auto' });
    }
  }, [at, currentId, virtual]);

  return (
    <ScrollRegion ref={scroller} label="Queue" className="flex-1 [overflow-anchor:none]">
      <ul className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index]!;
          return (
            <li
              key={row.key}
              className="absolute inset-x-0 top-0"
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <Row
                item={item}
                current={item.id === currentId}
                selected={selected.has(item.id)}
                canSelect={canSelect}
                onOpen={onOpen}
                onSelect={onSelect}
              />
            </li>
          );
        })}
      </ul>
    </ScrollRegion>
  );
}

interface RowProps {
  item: QueueItem;
  current: boolean;
  selected: boolean;
  canSelect: boolean;
  onOpen: (id: number) => void;
  onSelect: (id: number) => void;
}

function Row({ item, current, selected, canSelect, onOpen, onSelect }: RowProps) {
  return (
    <div
      className={cx(
        'group relative flex h-full items-stretch border-b border-line/60',
        current ? 'bg-selected' : selected ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      {current && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-accent" />}
      {canSelect && (
        <label className="grid w-9 shrink-0 place-items-center">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            onChange={() => onSelect(item.id)}
            aria-label={`Select ${item.name}`}
            className="size-3.5"
          />
        </label>
      )}
      <button
        type="button"
        aria-current={current || undefined}
        onClick={() => onOpen(item.id)}
        className={cx(
          'grid min-w-0 flex-1 content-center gap-0.5 py-1.5 pr-3 text-left outline-offset-[-2px]',
          !canSelect && 'pl-3',
        )}
      >
        <span className="flex items-center gap-2">
          <Foreign text={item.name} className="min-w-0 flex-1 truncate text-sm font-medium" />
          {item.is_demo && <DemoBadge />}
          <Score value={item.relevance_score} />
        </span>
        <span className="flex items-center gap-2 text-xs text-faint">
          <span className="min-w-0 flex-1 truncate">
            {title(item.category)} · {plural(item.claims, 'claim')} · {plural(item.sources, 'source')}
          </span>
          <Flags item={item} />
        </span>
      </button>
    </div>
  );
}

function Flags({ item }: { item: QueueItem }) {
  return (
    <>
      {item.skipped_at !== null && <span>skipped</span>}
      {item.conflicts > 0 && (
        <Flag
          icon={TriangleAlert}
          words={plural(item.conflicts, 'claim is contradicted', 'claims are contradicted')}
          className="text-warn"
        />
      )}
      {item.duplicates > 0 && <Flag icon={Copy} words={plural(item.duplicates, 'possible duplicate')} />}
      {item.wants_opinion && (
        <Flag icon={MessageCircleQuestion} words="Somebody asks for your opinion" className="text-violet" />
      )}
    </>
  );
}

function Flag({ icon: Icon, words, className }: { icon: typeof Copy; words: string; className?: string }) {
  return (
    <span title={words} className={className}>
      <Icon aria-hidden="true" className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  );
}
