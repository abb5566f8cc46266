import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { SearchInput } from '@/components/Field';
import { EmptyState, ErrorState, Skeleton } from '@/components/States';
import { useAddress } from '@/lib/useAddress';
import { settingsQuery } from './queries';
import { SettingList } from './SettingList';

/** Every setting there is, with its value and where that comes from. */
export function AllSettings() {
  const address = useAddress();
  const query = useQuery(settingsQuery);
  const search = address.get('search') ?? '';
  if (!query.data) {
    return query.error ? (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Skeleton rows={10} />
    );
  }
  const wanted = search.toLowerCase();
  const found = query.data.settings.filter((s) => `${s.name} ${s.purpose}`.toLowerCase().includes(wanted));
  return (
    <div className="grid max-w-4xl gap-4">
      <SearchInput
        label="Search the settings"
        value={search}
        onChange={(text) => address.set({ search: text })}
        className="max-w-md"
      />
      <p className="text-sm text-soft">
        The environment wins over what is stored here, that over the config file, that over the default. What has no
        button can only be set where Glean is started.
      </p>
      {found.length === 0 ? (
        <EmptyState icon={SearchX} title="No setting is called that">
          Search for a part of its name or of what it is for.
        </EmptyState>
      ) : (
        <SettingList settings={found} />
      )}
    </div>
  );
}
