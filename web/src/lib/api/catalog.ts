import { queryOptions } from '@tanstack/react-query';
import { api, data } from './client';
import { keys } from './keys';

/** The categories that tools can have, with how many do. */
export const categoriesQuery = queryOptions({
  queryKey: [...keys.tools, 'categories'],
  queryFn: ({ signal }) => data(api.GET('/api/categories', { signal })),
  staleTime: 60_000,
});

/** Everything a page about one tool shows. */
export const toolQuery = (id: number) =>
  queryOptions({
    queryKey: keys.tool(id),
    queryFn: ({ signal }) => data(api.GET('/api/tools/{id}', { params: { path: { id } }, signal })),
  });

/** A tool with the texts behind its claims, its contradictions, possible duplicates and opinions. */
export const dossierQuery = (id: number) =>
  queryOptions({
    queryKey: [...keys.tool(id), 'dossier'],
    queryFn: ({ signal }) => data(api.GET('/api/review/tools/{id}', { params: { path: { id } }, signal })),
  });
