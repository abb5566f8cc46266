import type { Ref } from 'react';
import { Button } from '@/components/Button';
import { SearchInput, Select } from '@/components/Field';
import { count } from '@/lib/text';
import type { Address } from '@/lib/useAddress';
import { useDebounced } from '@/lib/useDebounced';
import { type Filters, healths, isFiltered, nameOf, type Source } from './queries';

interface FilterBarProps {
  address: Address;
  filters: Filters;
  sources: readonly Source[];
  searchRef: Ref<HTMLInputElement>;
}

export function FilterBar({ address, filters, sources, searchRef }: FilterBarProps) {
  const [typed, type] = useDebounced(filters.search, (search) => address.set({ search }));
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      <SearchInput
        ref={searchRef}
        label="Search sources"
        shortcut="/"
        value={typed}
        onChange={type}
        className="w-full sm:w-64"
      />
      <Select
        aria-label="Source"
        className="max-sm:flex-1"
        value={filters.of}
        onChange={(event) => address.set({ of: event.target.value })}
        options={[
          { value: '', label: 'All sources' },
          ...sources.map((source) => ({
            value: source.name,
            label: source.doors.length === 0 ? nameOf(source) : `${nameOf(source)} (${count(source.doors.length)})`,
          })),
        ]}
      />
      <Select
        aria-label="Health"
        className="max-sm:flex-1"
        value={filters.health}
        onChange={(event) => address.set({ health: event.target.value })}
        options={healths}
      />
      {isFiltered(filters) && (
        <Button tone="quiet" onClick={() => address.set({ search: null, of: null, health: null })}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
