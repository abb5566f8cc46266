import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export const statsQuery = queryOptions({
  queryKey: keys.stats,
  queryFn: ({ signal }) => data(api.GET('/api/stats', { signal })),
});

export const statusQuery = queryOptions({
  queryKey: [...keys.stats, 'status'],
  queryFn: ({ signal }) => data(api.GET('/api/status', { signal })),
  refetchInterval: 60_000,
});

/** @param days null for all time. */
export const statisticsQuery = (days: number | null) =>
  queryOptions({
    queryKey: [...keys.stats, 'statistics', days],
    queryFn: ({ signal }) =>
      data(api.GET('/api/statistics', { params: { query: days === null ? {} : { days } }, signal })),
    placeholderData: keepPreviousData,
  });

export const dailyQuery = (days: number) =>
  queryOptions({
    queryKey: [...keys.stats, 'daily', days],
    queryFn: ({ signal }) => data(api.GET('/api/statistics/discoveries', { params: { query: { days } }, signal })),
    placeholderData: keepPreviousData,
  });

export const activityQuery = queryOptions({
  queryKey: [...keys.activity, 'latest'],
  queryFn: ({ signal }) => data(api.GET('/api/activity', { params: { query: { limit: 15 } }, signal })),
});

export const runningQuery = queryOptions({
  queryKey: [...keys.jobs, 'running'],
  queryFn: ({ signal }) =>
    data(api.GET('/api/jobs', { params: { query: { status: 'running,pending', limit: 10 } }, signal })),
});
