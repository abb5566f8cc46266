import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import { Navigate, Outlet, useLocation, useNavigation } from 'react-router';
import { ErrorState } from '@/components/States';
import { Toasts } from '@/components/Toasts';
import { followEvents } from '@/lib/api/events';
import { sessionHint, sessionQuery } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { BottomNavigation } from './BottomNavigation';
import { OfflineBanner } from './OfflineBanner';
import { Overlays } from './Overlays';
import { Sidebar } from './Sidebar';

/** The frame round every page that needs a person: who is not signed in is led to the sign-in, and back here after it. */
export function Shell() {
  const { data: user, error, isPending, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  const client = useQueryClient();
  const wasIn = useRef(false);
  const isIn = user != null;

  useEffect(() => (isIn ? followEvents(client) : undefined), [isIn, client]);
  useEffect(() => {
    if (isIn) {
      wasIn.current = true;
      sessionHint.write(true);
    }
  }, [isIn]);

  if (isPending) {
    return null;
  }
  if (user === undefined) {
    return <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  if (user === null) {
    const to = new URLSearchParams({ next: pathname + search });
    return <Navigate replace to={`/login?${to}`} state={{ ended: wasIn.current }} />;
  }

  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#page"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <OfflineBanner />
      <div className="flex min-h-0 flex-1">
        <Sidebar user={user} />
        <Page path={pathname} />
      </div>
      <BottomNavigation user={user} />
      <Overlays user={user} />
      <Toasts />
    </div>
  );
}

function Page({ path }: { path: string }) {
  const ref = useRef<HTMLElement>(null);
  const before = useRef(path);
  const isLoading = useNavigation().state !== 'idle';

  // A new page begins at its top, and a screen reader reads on from there.
  useEffect(() => {
    if (before.current !== path) {
      before.current = path;
      ref.current?.scrollTo(0, 0);
      ref.current?.focus({ preventScroll: true });
    }
  }, [path]);

  return (
    <main
      ref={ref}
      id="page"
      tabIndex={-1}
      aria-busy={isLoading}
      className={cx(
        'relative min-w-0 flex-1 overflow-y-auto outline-none transition-opacity delay-300',
        isLoading && 'opacity-60',
      )}
    >
      <Suspense fallback={null}>
        <Outlet />
      </Suspense>
    </main>
  );
}
