import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import type { Address } from '@/lib/useAddress';

export type Line = Schemas['DiscoveryLine'];
export type Discovery = Schemas['DiscoveryPageDetail'];

/** Which of them, by how far they came. */
export const states = [
  { value: '', label: 'Any state', query: {} },
  { value: 'processed', label: 'Read', query: { processed: true } },
  { value: 'waiting', label: 'Waiting', query: { processed: false, set_aside: false } },
  { value: 'stale', label: 'Stale, over 7 days', query: { stale: true } },
  { value: 'set-aside', label: 'Set aside by errors', query: { set_aside: true } },
] as const;

export const ages = [
  { value: '', label: 'Any age' },
  { value: '1', label: 'Last 24 hours' },
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
] as const;

/** What of the address narrows the list, as the API names it. */
export function readFilters(address: Pick<Address, 'get'>) {
  const source = address.get('source');
  const age = ages.find(({ value }) => value !== '' && value === address.get('age'));
  const state = states.find(({ value }) => value === (address.get('state') ?? '')) ?? states[0];
  return {
    ...(source && { source }),
    ...(age && { days: Number(age.value) }),
    ...state.query,
  };
}

export type Filters = ReturnType<typeof readFilters>;

export async function readPage(filters: Filters, offset: number, limit: number, signal: AbortSignal) {
  const page = await data(api.GET('/api/discoveries', { params: { query: { ...filters, offset, limit } }, signal }));
  return { rows: page.discoveries, total: page.total };
}

/** How many there are of each kind, whatever is shown. */
export const facetsQuery = queryOptions({
  queryKey: [...keys.discoveries, 'facets'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/discoveries', { params: { query: { limit: 1 } }, signal }))).facets,
});

export const discoveryQuery = (id: number) =>
  queryOptions({
    queryKey: keys.discovery(id),
    queryFn: ({ signal }) => data(api.GET('/api/discoveries/{id}', { params: { path: { id } }, signal })),
  });

const staleMilliseconds = 7 * 24 * 3600 * 1000;

/** Waits for the analyzer for longer than it should. */
export function isStale(line: Pick<Line, 'processed' | 'set_aside_reason' | 'discovered_at'>, now: number): boolean {
  return !line.processed && line.set_aside_reason === null && now - Date.parse(line.discovered_at) > staleMilliseconds;
}
