import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { readStored, store } from '@/lib/storage';
import { api, data, type Schemas } from './client';
import { hasStatus } from './errors';

export type User = Schemas['UserView'];
export type Role = 'viewer' | 'reviewer' | 'admin';

const ranks: Record<Role, number> = { viewer: 0, reviewer: 1, admin: 2 };

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return await data(api.GET('/api/auth/me', { signal }));
    } catch (error) {
      if (hasStatus(error, 401)) {
        return null;
      }
      throw error;
    }
  },
  staleTime: 5 * 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup-status'],
  queryFn: ({ signal }) => data(api.GET('/api/auth/setup-status', { signal })),
  staleTime: 10_000,
});

/** A hint that this browser has a session, since the cookie itself is out of reach; spares the sign-in page a question. */
export const sessionHint = {
  read: () => readStored('glean.signed-in') === '1',
  write: (signedIn: boolean) => store('glean.signed-in', signedIn ? '1' : null),
};

export function sessionStarted(client: QueryClient, user: User): void {
  sessionHint.write(true);
  client.setQueryData(sessionQuery.queryKey, user);
}

/** Forgets the person; the page that needs one then leads to the sign-in and back. */
export function sessionEnded(client: QueryClient): void {
  sessionHint.write(false);
  client.setQueryData(sessionQuery.queryKey, null);
}

export function mayAct(user: User | null | undefined, role: Role): boolean {
  return user != null && ranks[user.role as Role] >= ranks[role];
}
