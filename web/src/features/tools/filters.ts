import type { Address } from '@/lib/useAddress';

export const statuses = ['inbox', 'analyzing', 'review', 'approved', 'rejected'] as const;

export const scoreSteps = ['0.2', '0.4', '0.6', '0.8'] as const;

/** What of the address narrows the list, as the API names it. */
const names = [
  'status',
  'category',
  'search',
  'min_score',
  'created_after',
  'created_before',
  'sort_by',
  'sort_order',
] as const;

export type Filters = Partial<Record<(typeof names)[number], string>>;

export function readFilters(address: Pick<Address, 'get'>): Filters {
  return Object.fromEntries(names.flatMap((name) => (address.get(name) ? [[name, address.get(name)!]] : [])));
}

/** For the API, where numbers are numbers. */
export function toQuery({ min_score, ...rest }: Filters) {
  return { ...rest, min_score: min_score === undefined ? undefined : Number(min_score) };
}

/** As the query string of a saved view, of a link or of an export, always in the same order. */
export function toSearch(filters: Filters): string {
  return new URLSearchParams(names.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []))).toString();
}

/** How many narrow the list; the order does not. */
export function countFilters(filters: Filters): number {
  return names.filter((name) => !name.startsWith('sort_') && filters[name]).length;
}

export function toggleStatus(filters: Filters, status: string): string {
  const chosen = (filters.status ?? '').split(',').filter(Boolean);
  return (chosen.includes(status) ? chosen.filter((other) => other !== status) : [...chosen, status]).join(',');
}

/** Words run from A, figures from the greatest; the same column again turns that round. */
export function nextSort(filters: Filters, by: string): { sort_by: string; sort_order: string } {
  const usual = by === 'name' || by === 'category' || by === 'status' ? 'asc' : 'desc';
  const isSame = (filters.sort_by ?? 'relevance_score') === by;
  const now = filters.sort_order ?? usual;
  return { sort_by: by, sort_order: isSame ? (now === 'asc' ? 'desc' : 'asc') : usual };
}
