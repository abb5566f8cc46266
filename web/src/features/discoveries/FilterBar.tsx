import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { Select } from '@/components/Field';
import { count, title } from '@/lib/text';
import type { Address } from '@/lib/useAddress';
import { ages, facetsQuery, states } from './queries';

interface FilterBarProps {
  address: Address;
  canAct: boolean;
  busy: boolean;
  onRetryAll: () => void;
}

export function FilterBar({ address, canAct, busy, onRetryAll }: FilterBarProps) {
  const { data: facets } = useQuery(facetsQuery);
  const counts: Record<string, number | undefined> = {
    processed: facets?.processed,
    waiting: facets && facets.unprocessed - facets.set_aside,
    stale: facets?.stale,
    'set-aside': facets?.set_aside,
  };
  const isFiltered = ['source', 'state', 'age'].some((name) => address.get(name));
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      <Select
        aria-label="State"
        className="max-sm:flex-1"
        value={address.get('state') ?? ''}
        onChange={(event) => address.set({ state: event.target.value, id: null })}
        options={states.map(({ value, label }) => ({
          value,
          label: counts[value] === undefined ? label : `${label} (${count(counts[value])})`,
        }))}
      />
      <Select
        aria-label="Source"
        className="max-sm:flex-1"
        value={address.get('source') ?? ''}
        onChange={(event) => address.set({ source: event.target.value, id: null })}
        options={[
          { value: '', label: 'All sources' },
          ...(facets?.sources ?? []).map(({ name, count: n }) => ({
            value: name,
            label: `${title(name)} (${count(n)})`,
          })),
        ]}
      />
      <Select
        aria-label="Age"
        className="max-sm:flex-1"
        value={address.get('age') ?? ''}
        onChange={(event) => address.set({ age: event.target.value, id: null })}
        options={ages}
      />
      {isFiltered && (
        <Button tone="quiet" onClick={() => address.set({ state: null, source: null, age: null, id: null })}>
          Clear filters
        </Button>
      )}
      {canAct && (facets?.set_aside ?? 0) > 0 && (
        <Button className="sm:ml-auto" busy={busy} onClick={onRetryAll}>
          Try all set aside again
        </Button>
      )}
    </div>
  );
}
