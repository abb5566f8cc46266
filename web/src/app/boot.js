// Runs before the first paint, and before the scripts of the page have come.
{
  // The page follows the system unless the person chose otherwise.
  try {
    const theme = localStorage.getItem('glean.theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage is closed to this page: the system's theme it is.
  }

  /** What each page consists of, by its path; written in by the build. @type {Record<string, string[]>} */
  const scripts = {};
  const path = location.pathname;

  /** @param {Record<string, string>} attributes */
  const fetchEarly = (attributes) =>
    document.head.append(Object.assign(document.createElement('link'), { crossOrigin: 'anonymous' }, attributes));

  // What the main script would ask for once it runs is on its way by then.
  for (const href of scripts[path] ?? scripts[path.replace(/[^/]+$/, ':id')] ?? []) {
    fetchEarly({ rel: 'modulepreload', href });
  }
  // No more answers than this: the browser would keep the refusal of an ended session for the page after the sign-in.
  if (path !== '/login' && path !== '/setup') {
    fetchEarly({ rel: 'preload', as: 'fetch', href: '/api/auth/me' });
  }
}
