import { useQuery } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { mayAct, type User } from '@/lib/api/session';
import { type Page, pages } from './pages';

export function pagesFor(user: User): readonly Page[] {
  return pages.filter((page) => page.role === undefined || mayAct(user, page.role));
}

/** How many wait at a page, to show beside its name. */
export function useWaiting(): Record<string, number> {
  const stats = useQuery({ queryKey: keys.stats, queryFn: ({ signal }) => data(api.GET('/api/stats', { signal })) });
  return { '/review': stats.data?.review ?? 0 };
}
