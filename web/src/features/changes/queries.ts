import { queryOptions } from '@tanstack/react-query';
import { type ChangeType, changeTypes } from '@/components/catalog/changeTypes';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { type Address, idOf } from '@/lib/useAddress';

export type Line = Schemas['ChangeSummaryLine'];
export type Change = Schemas['ChangeDetail'];
export type Proposal = Schemas['ProposalLine'];

export const states = [
  { value: '', label: 'Open', query: { acknowledged: false } },
  { value: 'acknowledged', label: 'Acknowledged', query: { acknowledged: true } },
  { value: 'all', label: 'Open and acknowledged', query: {} },
] as const;

interface StateQuery {
  acknowledged?: boolean;
}

export const proposalStates = [
  { value: '', label: 'Open', status: 'open' },
  { value: 'accepted', label: 'Accepted', status: 'accepted' },
  { value: 'dismissed', label: 'Dismissed', status: 'dismissed' },
  { value: 'all', label: 'All', status: 'all' },
] as const;

/** What of the address narrows the list, as the API names it. */
export function readFilters(address: Pick<Address, 'get'>) {
  const type = changeTypes.find((one) => one.type === address.get('type'))?.type;
  const tool = idOf(address.get('tool'));
  const state = states.find(({ value }) => value === (address.get('state') ?? '')) ?? states[0];
  const query: StateQuery = state.query;
  return { ...(type && { type }), ...(tool !== null && { tool_id: tool }), ...query };
}

export type Filters = ReturnType<typeof readFilters>;

export async function readPage(filters: Filters, offset: number, limit: number, signal: AbortSignal) {
  const query = { ...filters, pricing_first: true, offset, limit };
  const page = await data(api.GET('/api/changes', { params: { query }, signal }));
  return { rows: page.changes, total: page.total };
}

/** How many there are of each type, and what could not be checked, whatever is shown. */
export const facetsQuery = queryOptions({
  queryKey: [...keys.changes, 'facets'],
  queryFn: async ({ signal }) =>
    (await data(api.GET('/api/changes', { params: { query: { limit: 1 } }, signal }))).facets,
});

export const countOf = (facets: Schemas['ChangeFacets'] | undefined, type: ChangeType): number | undefined =>
  facets && ((facets.types as Record<string, number>)[type] ?? 0);

export const changeQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.changes, 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/changes/{id}', { params: { path: { id } }, signal })),
  });

const mostProposals = 100;

export const proposalsQuery = (status: string) =>
  queryOptions({
    queryKey: [...keys.changes, 'proposals', status],
    queryFn: ({ signal }) =>
      data(api.GET('/api/proposals', { params: { query: { status, limit: mostProposals } }, signal })),
  });

/** Pages of which nothing is known at present: another thing than that nothing changed. */
export const uncheckedQuery = queryOptions({
  queryKey: [...keys.pages, 'unchecked'],
  queryFn: ({ signal }) =>
    data(api.GET('/api/pages', { params: { query: { state: 'could_not_check,moved,gone', limit: 200 } }, signal })),
});
