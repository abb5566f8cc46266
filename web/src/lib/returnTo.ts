/** Where to go after the sign-in: a page of this origin, whatever the address says. */
export function returnTo(next: string | null, origin: string = window.location.origin): string {
  if (next === null || !next.startsWith('/')) {
    return '/';
  }
  try {
    const url = new URL(next, origin);
    const isOwn = url.origin === origin && !url.pathname.startsWith('//') && url.pathname !== '/login';
    return isOwn ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
