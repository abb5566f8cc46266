import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { cx } from '@/lib/cx';
import { ScrollRegion } from '../ScrollRegion';

export interface Column<Row> {
  id: string;
  header: string;
  /** Of a CSS grid, such as `6rem` or `minmax(0,1fr)`. */
  width: string;
  /** The name that the server sorts by. */
  sort?: string;
  align?: 'end';
  cell: (row: Row) => ReactNode;
}

export interface Sorting {
  by: string;
  ascending: boolean;
  onSort: (by: string) => void;
}

interface VirtualTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  total: number;
  /** Undefined while the row is on its way. */
  rowAt: (index: number) => Row | undefined;
  /** Rows that have come into view. */
  onVisible: (first: number, last: number) => void;
  current: number | null;
  sorting?: Sorting;
  selection?: { isSelected: (row: Row) => boolean; toggle: (row: Row) => void; nameOf: (row: Row) => string };
  rowHeight?: number;
}

/** A table of any length: only the rows in view exist, and only their pages are asked for. */
export function VirtualTable<Row>({
  label,
  columns,
  total,
  rowAt,
  onVisible,
  current,
  sorting,
  selection,
  rowHeight = 44,
}: VirtualTableProps<Row>) {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const template = [...(selection ? ['2.25rem'] : []), ...columns.map((column) => column.width)].join(' ');

  useEffect(() => onVisible(first, last), [onVisible, first, last]);
  useEffect(() => {
    if (current !== null) {
      virtual.scrollToIndex(current, { align: 'auto' });
    }
  }, [current, virtual]);

  return (
    <ScrollRegion ref={scroller} label={label} className="flex-1 bg-panel">
      <div
        role="table"
        aria-label={label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        className="min-w-fit"
      >
        <Head columns={columns} template={template} sorting={sorting} hasSelection={selection !== undefined} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {rows.map((item) => {
            const row = rowAt(item.index);
            const selected = row !== undefined && selection?.isSelected(row) === true;
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                aria-current={item.index === current || undefined}
                className={cx(
                  'absolute inset-x-0 top-0 grid items-center border-b border-line/60 px-2 text-sm md:px-4',
                  item.index === current ? 'bg-selected' : selected ? 'bg-accent-soft/60' : 'hover:bg-hover',
                )}
                style={{ height: item.size, transform: `translateY(${item.start}px)`, gridTemplateColumns: template }}
              >
                {item.index === current && (
                  <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.5 bg-accent" />
                )}
                {selection && (
                  <div role="cell" className="relative z-10">
                    {row !== undefined && (
                      <input
                        type="checkbox"
                        tabIndex={-1}
                        aria-label={`Select ${selection.nameOf(row)}`}
                        checked={selected}
                        onChange={() => selection.toggle(row)}
                        className="block size-4"
                      />
                    )}
                  </div>
                )}
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={cx('min-w-0 px-1.5', column.align === 'end' && 'text-right tabular-nums')}
                  >
                    {row === undefined ? (
                      <span className="animate-late block h-3 w-2/3 rounded-sm bg-line" />
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </ScrollRegion>
  );
}

interface HeadProps<Row> {
  columns: readonly Column<Row>[];
  template: string;
  sorting: Sorting | undefined;
  hasSelection: boolean;
}

function Head<Row>({ columns, template, sorting, hasSelection }: HeadProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-20 border-b border-line bg-panel">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-9 items-center px-2 text-xs text-faint md:px-4"
        style={{ gridTemplateColumns: template }}
      >
        {hasSelection && (
          <div role="columnheader">
            <span className="sr-only">Selected</span>
          </div>
        )}
        {columns.map((column) => {
          const isSorted = column.sort !== undefined && sorting?.by === column.sort;
          const Arrow = sorting?.ascending ? ArrowUp : ArrowDown;
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={isSorted ? (sorting?.ascending ? 'ascending' : 'descending') : undefined}
              className={cx('min-w-0 px-1.5', column.align === 'end' && 'text-right')}
            >
              {column.sort !== undefined && sorting ? (
                <button
                  type="button"
                  onClick={() => sorting.onSort(column.sort!)}
                  className={cx(
                    'touch inline-flex max-w-full items-center gap-1 rounded-sm font-medium hover:text-ink',
                    isSorted && 'text-ink',
                  )}
                >
                  <span className="truncate">{column.header}</span>
                  {isSorted && <Arrow aria-hidden="true" className="size-3 shrink-0" />}
                </button>
              ) : (
                <span className="font-medium">{column.header}</span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
