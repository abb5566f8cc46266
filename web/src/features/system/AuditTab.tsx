import { ScrollText } from 'lucide-react';
import { TextInput } from '@/components/Field';
import { Foreign } from '@/components/Foreign';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { Time } from '@/components/Time';
import { type Column, VirtualTable } from '@/components/table/VirtualTable';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { usePages } from '@/lib/api/usePages';
import type { Address } from '@/lib/useAddress';
import { useDebounced } from '@/lib/useDebounced';
import { useMedia, wide } from '@/lib/useMedia';

type Entry = Schemas['AuditView'];

const pageSize = 100;

/** Who did what and when; nobody can change it. */
export function AuditTab({ address }: { address: Address }) {
  const hasRoom = useMedia(wide.tablet);
  const action = address.get('action') ?? '';
  const actor = address.get('actor') ?? '';
  const [typedAction, typeAction] = useDebounced(action, (value) => address.set({ action: value }));
  const [typedActor, typeActor] = useDebounced(actor, (value) => address.set({ actor: value }));
  const pages = usePages<Entry>([...keys.system, 'audit', action, actor], pageSize, async (offset, limit, signal) => {
    const query = { offset, limit, ...(action && { action }), ...(actor && { actor }) };
    const page = await data(api.GET('/api/audit', { params: { query }, signal }));
    return { rows: page.entries, total: page.total };
  });
  return (
    <>
      <div className="flex flex-wrap gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
        <TextInput
          aria-label="Action"
          placeholder="Action, such as user.login"
          className="max-w-56"
          value={typedAction}
          onChange={(event) => typeAction(event.target.value)}
        />
        <TextInput
          aria-label="Who"
          placeholder="Who"
          className="max-w-40"
          value={typedActor}
          onChange={(event) => typeActor(event.target.value)}
        />
      </div>
      {pages.total === undefined ? (
        pages.error ? (
          <ErrorState error={pages.error} onRetry={pages.retry} />
        ) : (
          <Skeleton rows={8} />
        )
      ) : pages.total === 0 ? (
        <EmptyState icon={ScrollText} title="No entry fits">
          Give the whole name of the action and of the person, or leave both empty.
        </EmptyState>
      ) : (
        <VirtualTable<Entry>
          key={`${action} ${actor}`}
          label="Audit log"
          columns={hasRoom ? columns : columns.slice(0, 2)}
          total={pages.total}
          rowAt={pages.rowAt}
          onVisible={pages.onVisible}
          current={null}
        />
      )}
    </>
  );
}

const columns: readonly Column<Entry>[] = [
  {
    id: 'what',
    header: 'What',
    width: 'minmax(0,1.2fr)',
    cell: (entry) => (
      <span className="grid">
        <span className="truncate font-medium">{entry.action}</span>
        <span className="truncate text-xs text-faint">
          <Foreign text={entry.actor} />
          {entry.subject !== null && (
            <>
              {' · '}
              <Foreign text={entry.subject} />
            </>
          )}
        </span>
      </span>
    ),
  },
  { id: 'when', header: 'When', width: '6rem', cell: (entry) => <Time at={entry.at} className="text-soft" /> },
  {
    id: 'detail',
    header: 'Detail',
    width: 'minmax(0,2fr)',
    cell: (entry) => <Foreign text={detailOf(entry)} className="block truncate font-mono text-xs text-soft" />,
  },
  {
    id: 'address',
    header: 'From',
    width: '9rem',
    cell: (entry) => <Foreign text={entry.address ?? '–'} className="block truncate text-soft" />,
  },
];

function detailOf(entry: Entry): string {
  const text = JSON.stringify(entry.detail);
  return text === '{}' ? '' : text;
}
