import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export type User = Schemas['UserView'];
export type Token = Schemas['TokenView'];

export const roleOptions = [
  { value: 'viewer', label: 'Viewer' },
  { value: 'reviewer', label: 'Reviewer' },
  { value: 'admin', label: 'Admin' },
] as const;

export const roleHint = 'Viewers read, reviewers decide and run jobs, admins also manage settings and people.';

export const usersQuery = queryOptions({
  queryKey: [...keys.users, 'all'],
  queryFn: ({ signal }) => data(api.GET('/api/users', { signal })),
});

export const tokensQuery = queryOptions({
  queryKey: [...keys.users, 'tokens'],
  queryFn: ({ signal }) => data(api.GET('/api/auth/tokens', { signal })),
});
