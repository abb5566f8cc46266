import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '@/components/Button';
import { changeTypes } from '@/components/catalog/changeTypes';
import { Select } from '@/components/Field';
import { count } from '@/lib/text';
import type { Address } from '@/lib/useAddress';
import { countOf, facetsQuery, states } from './queries';

interface FilterBarProps {
  address: Address;
  isNarrowed: boolean;
  onClear: () => void;
  /** At the end, such as what can be done with what is ticked. */
  children: ReactNode;
}

export function FilterBar({ address, isNarrowed, onClear, children }: FilterBarProps) {
  const { data: facets } = useQuery(facetsQuery);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      <Select
        aria-label="Type"
        className="max-sm:flex-1"
        value={address.get('type') ?? ''}
        onChange={(event) => address.set({ type: event.target.value, id: null })}
        options={[
          { value: '', label: 'All changes' },
          ...changeTypes.map(({ type, title }) => {
            const number = countOf(facets, type);
            return { value: type, label: number === undefined ? title : `${title} (${count(number)})` };
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
        <Button tone="quiet" onClick={onClear}>
          {address.get('tool') === null ? 'Clear filters' : 'Changes of all tools'}
        </Button>
      )}
      {children}
    </div>
  );
}
