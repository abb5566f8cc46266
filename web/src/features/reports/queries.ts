import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import type { Report, Wish } from './report';

export type SavedFile = Schemas['ReportFileModel'];

/** The report as it would be now. */
export const reportQuery = ({ kind, period }: Wish) =>
  queryOptions({
    queryKey: [...keys.reports, 'now', kind, period],
    queryFn: async ({ signal }) => {
      const query = { format: 'json', ...period };
      // The description of the API knows the older answer only, that without a format.
      return (await data(api.GET(`/api/reports/${kind}`, { params: { query }, signal }))) as unknown as Report;
    },
  });

export const filesQuery = queryOptions({
  queryKey: [...keys.reports, 'files'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/reports/files', { signal }))).files,
});
