import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export const systemQuery = queryOptions({
  queryKey: [...keys.system, 'figures'],
  queryFn: ({ signal }) => data(api.GET('/api/system', { signal })),
  refetchInterval: 30_000,
});

/** Jobs make backups, so that what happens to jobs makes this stale too. */
export const backupsQuery = queryOptions({
  queryKey: [...keys.jobs, 'backups'],
  queryFn: ({ signal }) => data(api.GET('/api/system/backups', { signal })),
});

export const logQuery = queryOptions({
  queryKey: [...keys.system, 'log'],
  queryFn: ({ signal }) => data(api.GET('/api/system/log', { params: { query: { limit: 300 } }, signal })),
  refetchInterval: 5_000,
});

export const tasksQuery = queryOptions({
  queryKey: keys.schedules,
  queryFn: ({ signal }) => data(api.GET('/api/schedules', { signal })),
});
