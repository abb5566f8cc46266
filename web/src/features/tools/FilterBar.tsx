import { useQuery } from '@tanstack/react-query';
import type { Ref } from 'react';
import { Button } from '@/components/Button';
import { SearchInput, Select } from '@/components/Field';
import { categoriesQuery } from '@/lib/api/catalog';
import { cx } from '@/lib/cx';
import { count, title } from '@/lib/text';
import { useDebounced } from '@/lib/useDebounced';
import { countFilters, type Filters, scoreSteps, statuses, toggleStatus } from './filters';

interface FilterBarProps {
  filters: Filters;
  onChange: (changes: Partial<Record<keyof Filters, string | null>>) => void;
  searchRef: Ref<HTMLInputElement>;
}

export function FilterBar({ filters, onChange, searchRef }: FilterBarProps) {
  const { data } = useQuery(categoriesQuery);
  const [typed, type] = useDebounced(filters.search ?? '', (search) => onChange({ search }));
  const chosen = (filters.status ?? '').split(',');
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 md:px-6">
      <SearchInput
        ref={searchRef}
        label="Search tools"
        shortcut="/"
        value={typed}
        onChange={type}
        className="w-full sm:w-64"
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own. */}
      <div
        role="group"
        aria-label="Status"
        className="flex max-w-full overflow-x-auto rounded-md border border-edge/60 max-sm:w-full"
      >
        {statuses.map((status) => (
          <button
            key={status}
            type="button"
            aria-pressed={chosen.includes(status)}
            onClick={() => onChange({ status: toggleStatus(filters, status) })}
            className={cx(
              'touch h-7.5 shrink-0 border-line px-2.5 text-xs font-medium outline-offset-[-2px] not-first:border-l',
              chosen.includes(status) ? 'bg-selected text-accent' : 'bg-panel text-soft hover:bg-hover',
            )}
          >
            {title(status)}
          </button>
        ))}
      </div>
      <Select
        aria-label="Category"
        className="max-sm:flex-1"
        value={filters.category ?? ''}
        onChange={(event) => onChange({ category: event.target.value })}
        options={[
          { value: '', label: 'All categories' },
          ...(data?.categories ?? []).map(({ name, tools }) => ({
            value: name,
            label: `${title(name)} (${count(tools)})`,
          })),
        ]}
      />
      <Select
        aria-label="Least score"
        className="max-sm:flex-1"
        value={filters.min_score ?? ''}
        onChange={(event) => onChange({ min_score: event.target.value })}
        options={[
          { value: '', label: 'Any score' },
          ...scoreSteps.map((step) => ({ value: step, label: `Score ${Number(step) * 100} or more` })),
        ]}
      />
      {countFilters(filters) > 0 && (
        <Button
          tone="quiet"
          onClick={() =>
            onChange({
              status: null,
              category: null,
              search: null,
              min_score: null,
              created_after: null,
              created_before: null,
            })
          }
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
