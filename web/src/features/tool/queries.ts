import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

const mostChanges = 100;

export const toolPagesQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.pages, 'tool', id],
    queryFn: ({ signal }) => data(api.GET('/api/tools/{id}/pages', { params: { path: { id } }, signal })),
  });

export const plansQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.changes, 'plans', id],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/tools/{id}/plans', { params: { path: { id } }, signal }))).plans,
  });

export const toolChangesQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.changes, 'tool', id],
    queryFn: ({ signal }) =>
      data(api.GET('/api/changes', { params: { query: { tool_id: id, limit: mostChanges } }, signal })),
  });
