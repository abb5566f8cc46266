import { Menu as MenuIcon } from 'lucide-react';
import { NavLink } from 'react-router';
import type { User } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { shortCount } from '@/lib/text';
import { pagesFor, useWaiting } from './navigation';
import { openOverlay } from './overlay';

export function navigationLink({ isActive }: { isActive: boolean }): string {
  return cx(
    'touch flex h-8 items-center gap-2.5 rounded-md px-2 text-sm',
    isActive ? 'bg-selected font-medium text-ink' : 'text-soft hover:bg-hover hover:text-ink',
  );
}

const cell = 'relative flex h-14 flex-col items-center justify-center gap-0.5 text-2xs outline-offset-[-2px]';

/** The pages a phone needs most; the rest is behind "More". */
export function BottomNavigation({ user }: { user: User }) {
  const shown = pagesFor(user).filter((page) => page.onPhone);
  const waiting = useWaiting();
  return (
    <nav
      aria-label="Pages"
      className="grid auto-cols-fr grid-flow-col border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map((page) => (
        <NavLink
          key={page.path}
          to={page.path}
          end={page.path === '/'}
          className={({ isActive }) => cx(cell, isActive ? 'font-medium text-accent' : 'text-soft')}
        >
          <page.icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
          {page.title}
          {(waiting[page.path] ?? 0) > 0 && (
            <span className="absolute top-1 left-1/2 ml-2 rounded-full bg-accent px-1.5 text-2xs leading-4 font-medium text-on-accent tabular-nums">
              {shortCount(waiting[page.path]!)}
              <span className="sr-only"> waiting</span>
            </span>
          )}
        </NavLink>
      ))}
      <button type="button" className={cx(cell, 'text-soft')} onClick={() => openOverlay('more')}>
        <MenuIcon aria-hidden="true" className="size-5" strokeWidth={1.75} />
        More
      </button>
    </nav>
  );
}
