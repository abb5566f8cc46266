import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import type { Address } from '@/lib/useAddress';

/** The server always sends every field; only the description of its API does not promise it. */
export interface Source extends Required<Omit<Schemas['SourceStatus'], 'doors'>> {
  doors: Source[];
}

/** The source whose doors are feeds, and the field that names them. */
export const feeds = { source: 'rss', field: 'feeds' } as const;

export const sourcesQuery = queryOptions({
  queryKey: [...keys.sources, 'all'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/sources', { signal }))).sources as Source[],
});

export const healths = [
  { value: '', label: 'Any health' },
  { value: 'failing', label: 'Failing' },
  { value: 'degraded', label: 'Degraded' },
  { value: 'healthy', label: 'Healthy' },
  { value: 'new', label: 'Never read' },
  { value: 'disabled', label: 'Paused' },
] as const;

export interface Filters {
  search: string;
  /** The name of a source: it and its doors. */
  of: string;
  health: string;
}

export const readFilters = (address: Pick<Address, 'get'>): Filters => ({
  search: address.get('search') ?? '',
  of: address.get('of') ?? '',
  health: address.get('health') ?? '',
});

export const isFiltered = (filters: Filters): boolean => Object.values(filters).some((value) => value !== '');

/** The sources; with a filter also their doors, each behind its source, as far as they fit. */
export function rowsOf(sources: readonly Source[], filters: Filters): Source[] {
  if (!isFiltered(filters)) {
    return [...sources];
  }
  const { search, of, health } = filters;
  const words = search.trim().toLowerCase();
  return sources
    .filter((source) => of === '' || source.name === of)
    .flatMap((source) => [source, ...source.doors])
    .filter(
      (row) =>
        (health === '' || row.health === health) &&
        (words === '' || [row.name, row.title, row.url].some((text) => text?.toLowerCase().includes(words))),
    );
}

/** What people call it. */
export function nameOf(source: Pick<Source, 'name' | 'title' | 'parent'>): string {
  return source.title || (source.parent === null ? title(source.name) : source.name.slice(source.parent.length + 1));
}
