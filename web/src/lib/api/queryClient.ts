import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toast } from '@/lib/toasts';
import { ApiError, hasStatus, messageOf } from './errors';
import { sessionEnded } from './session';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The caller shows what went wrong itself, beside a field for example. */
      quiet?: boolean;
    };
  }
}

const mostRetries = 2;

/** The one place where refusals are dealt with: a session that ended, a connection that is gone, and all else in words. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (hasStatus(error, 401)) {
        sessionEnded(queryClient);
      } else if (query.state.data !== undefined && !hasStatus(error, 0)) {
        // There is older data on the page; without any, the page itself says what is wrong.
        toast({ tone: 'bad', text: messageOf(error) });
      }
    },
  }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      if (hasStatus(error, 401)) {
        sessionEnded(queryClient);
      } else if (!mutation.meta?.quiet) {
        toast({ tone: 'bad', text: messageOf(error) });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Our own line to the server says what is new; offline or not is seen from answers, not from the browser's guess.
      networkMode: 'always',
      refetchOnWindowFocus: 'always',
      retry: (count, error) => count < mostRetries && mayPass(error),
    },
    mutations: { networkMode: 'always' },
  },
});

/** A refusal that the same question may not get again. */
function mayPass(error: unknown): boolean {
  return (
    !(error instanceof ApiError) ||
    error.status === 0 ||
    error.status === 502 ||
    error.status === 503 ||
    error.status === 504
  );
}
