import { createBrowserRouter, type RouteObject } from 'react-router';
import { NotFound, PageFailed } from './PageFailed';
import { pages } from './pages';
import { Shell } from './Shell';

const pageRoutes: RouteObject[] = pages.flatMap((page) => [
  { path: page.path, lazy: page.load },
  ...(page.children ?? []).map((child) => ({ path: `${page.path}/${child.path}`, lazy: child.load })),
]);

/** Each page is a script of its own, loaded when it is first gone to. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFailed,
    HydrateFallback: () => null,
    children: [
      { path: '/setup', lazy: () => import('@/features/setup/SetupPage') },
      { path: '/login', lazy: () => import('@/features/signin/SignInPage') },
      {
        Component: Shell,
        children: [{ ErrorBoundary: PageFailed, children: [...pageRoutes, { path: '*', Component: NotFound }] }],
      },
    ],
  },
]);
