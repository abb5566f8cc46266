import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export type Dossier = Schemas['Dossier'];
export type QueuePart = 'waiting' | 'snoozed' | 'below';

export const queueParts: readonly { part: QueuePart; title: string }[] = [
  { part: 'waiting', title: 'Waiting' },
  { part: 'snoozed', title: 'Snoozed' },
  { part: 'below', title: 'Below the line' },
];

/** Enough for an hour and more; the rest follows as these are decided. */
const pageSize = 200;

export const queueQuery = (part: QueuePart, category: string | null) =>
  queryOptions({
    queryKey: [...keys.review, 'queue', part, category],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/review/queue', {
          params: { query: { part, category: category ?? undefined, limit: pageSize } },
          signal,
        }),
      ),
  });

export const reasonsQuery = queryOptions({
  queryKey: ['review-reasons'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/review/reasons', { signal }))).reasons,
  staleTime: 10 * 60_000,
});

export const pairQuery = (first: number, second: number) =>
  queryOptions({
    queryKey: [...keys.duplicates, 'pair', first, second],
    queryFn: ({ signal }) =>
      data(api.GET('/api/duplicates/pair', { params: { query: { first_id: first, second_id: second } }, signal })),
  });
