import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export type Job = Schemas['JobModel'];
export type ScoutType = Schemas['ScoutTypeModel'];
export type Schedule = Schemas['ScheduleModel'];

export const scoutTypesQuery = queryOptions({
  queryKey: [...keys.settings, 'scout-types'],
  queryFn: ({ signal }) => data(api.GET('/api/jobs/scout-types', { signal })),
});

export const sourcesQuery = queryOptions({
  queryKey: keys.sources,
  queryFn: ({ signal }) => data(api.GET('/api/sources', { signal })),
});

export const schedulesQuery = queryOptions({
  queryKey: keys.schedules,
  queryFn: ({ signal }) => data(api.GET('/api/schedules', { signal })),
});

export const statusQuery = queryOptions({
  queryKey: [...keys.stats, 'status'],
  queryFn: ({ signal }) => data(api.GET('/api/status', { signal })),
});

export const activeJobsQuery = queryOptions({
  queryKey: [...keys.jobs, 'active'],
  queryFn: ({ signal }) =>
    data(api.GET('/api/jobs', { params: { query: { status: 'running,pending', limit: 20 } }, signal })),
  refetchInterval: (query) => ((query.state.data?.jobs.length ?? 0) > 0 ? 2_000 : false),
});

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: keys.job(id),
    queryFn: ({ signal }) => data(api.GET('/api/jobs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (query.state.data !== undefined && isOver(query.state.data) ? false : 1_000),
  });

export function isOver(job: Pick<Job, 'status'>): boolean {
  return job.status !== 'running' && job.status !== 'pending';
}

export type StageJob = 'analyze' | 'curate' | 'update' | 'train' | 'backup' | 'maintenance' | 'report';

export type Options = Record<string, unknown>;

export function queueJob(type: 'scout' | StageJob, body: Options): Promise<Schemas['JobAccepted']> {
  return data(api.POST(`/api/jobs/${type}`, { body }));
}
