import { Link } from 'react-router';
import { DemoBadge, StatusBadge } from '@/components/Badge';
import { Score } from '@/components/catalog/ScoreReasons';
import { Foreign } from '@/components/Foreign';
import { Time } from '@/components/Time';
import type { Column } from '@/components/table/VirtualTable';
import type { Schemas } from '@/lib/api/client';
import { readStored, store } from '@/lib/storage';
import { count, shortAddress, title } from '@/lib/text';

export type ToolRow = Schemas['ToolItem'];

const stored = 'glean.tools.columns';

/** The name stands always; a phone shows it with the status and the score below. */
export const nameColumn: Column<ToolRow> = {
  id: 'name',
  header: 'Name',
  width: 'minmax(12rem,1.4fr)',
  sort: 'name',
  cell: (tool) => (
    <span className="flex items-center gap-2">
      <Link
        to={`/tools/${tool.id}`}
        className="-my-1 min-w-0 truncate py-1 font-medium outline-offset-[-2px] after:absolute after:inset-0"
      >
        <Foreign text={tool.name} />
      </Link>
      {tool.is_demo && <DemoBadge />}
    </span>
  ),
};

export const narrowColumns: readonly Column<ToolRow>[] = [
  {
    ...nameColumn,
    width: 'minmax(0,1fr)',
    cell: (tool) => (
      <span className="grid gap-0.5">
        {nameColumn.cell(tool)}
        <span className="truncate text-xs text-faint">
          {title(tool.category)} · {count(tool.claim_count)} claims
        </span>
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: '5.5rem',
    sort: 'status',
    align: 'end',
    cell: (tool) => <StatusBadge status={tool.status} />,
  },
];

export const moreColumns: readonly Column<ToolRow>[] = [
  {
    id: 'status',
    header: 'Status',
    width: '6.5rem',
    sort: 'status',
    cell: (tool) => <StatusBadge status={tool.status} />,
  },
  {
    id: 'score',
    header: 'Score',
    width: '5.5rem',
    sort: 'relevance_score',
    cell: (tool) => <Score value={tool.relevance_score} />,
  },
  {
    id: 'category',
    header: 'Category',
    width: '8rem',
    sort: 'category',
    cell: (tool) => <span className="block truncate text-soft">{title(tool.category)}</span>,
  },
  { id: 'claims', header: 'Claims', width: '4.5rem', align: 'end', cell: (tool) => count(tool.claim_count) },
  {
    id: 'address',
    header: 'Address',
    width: 'minmax(8rem,1fr)',
    cell: (tool) => (
      <span className="block truncate text-soft">
        {tool.url === null ? '–' : <Foreign text={shortAddress(tool.url)} />}
      </span>
    ),
  },
  {
    id: 'description',
    header: 'Description',
    width: 'minmax(10rem,2fr)',
    cell: (tool) => (
      <span className="block truncate text-soft">
        {tool.description === null ? '–' : <Foreign text={tool.description} />}
      </span>
    ),
  },
  {
    id: 'updated',
    header: 'Updated',
    width: '6rem',
    sort: 'last_updated',
    cell: (tool) => <Time at={tool.last_updated} className="text-soft" />,
  },
  {
    id: 'created',
    header: 'Found',
    width: '6rem',
    sort: 'created_at',
    cell: (tool) => <Time at={tool.created_at} className="text-soft" />,
  },
  {
    id: 'reviewed',
    header: 'Reviewed',
    width: '6rem',
    sort: 'reviewed_at',
    cell: (tool) =>
      tool.reviewed_at === null ? (
        <span className="text-faint">–</span>
      ) : (
        <Time at={tool.reviewed_at} className="text-soft" />
      ),
  },
  {
    id: 'reason',
    header: 'Rejected for',
    width: 'minmax(8rem,1fr)',
    cell: (tool) => (
      <span className="block truncate text-soft">
        {tool.rejection_reason === null ? '–' : <Foreign text={tool.rejection_reason} />}
      </span>
    ),
  },
];

const usual = ['status', 'score', 'category', 'claims', 'address', 'updated'];

export function readColumns(): readonly string[] {
  const chosen = readStored(stored)
    ?.split(',')
    .filter((id) => moreColumns.some((column) => column.id === id));
  return chosen ?? usual;
}

export function storeColumns(ids: readonly string[]): void {
  store(stored, ids.join(','));
}
