import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export type User = Schemas['UserView'];
export type Token = Schemas['TokenView'];

export const usersQuery = queryOptions({
  queryKey: [...keys.users, 'all'],
  queryFn: ({ signal }) => data(api.GET('/api/users', { signal })),
});

export const tokensQuery = queryOptions({
  queryKey: [...keys.users, 'tokens'],
  queryFn: ({ signal }) => data(api.GET('/api/auth/tokens', { signal })),
});
