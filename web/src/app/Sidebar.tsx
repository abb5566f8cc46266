import { Search } from 'lucide-react';
import { NavLink } from 'react-router';
import { KeyCaps } from '@/components/KeyCaps';
import type { User } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { shortCount } from '@/lib/text';
import { navigationLink } from './BottomNavigation';
import { Brand } from './Brand';
import { pagesFor, useWaiting } from './navigation';
import { openOverlay } from './overlay';
import { UserMenu } from './UserMenu';

const sections = ['Desk', 'Pipeline', 'Admin'] as const;

/** On wide screens with words, on middling ones only icons; phones have the bar at the foot. */
export function Sidebar({ user }: { user: User }) {
  const shown = pagesFor(user);
  const waiting = useWaiting();
  return (
    <nav aria-label="Pages" className="hidden w-14 shrink-0 flex-col border-r border-line bg-ground md:flex lg:w-56">
      <div className="flex h-13 items-center px-3 lg:px-4">
        <Brand />
      </div>
      <div className="px-2 pb-2">
        <button
          type="button"
          onClick={() => openOverlay('palette')}
          className="touch flex h-8 w-full items-center gap-2 rounded-md border border-line bg-panel px-2 text-sm text-faint hover:border-edge/60 hover:text-soft"
        >
          <Search aria-hidden="true" className="mx-auto size-4 shrink-0 lg:mx-0" />
          <span className="sr-only flex-1 text-left lg:not-sr-only">Find or do…</span>
          <span className="hidden lg:block">
            <KeyCaps keys="mod+k" />
          </span>
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {sections.map((section) => {
          const inSection = shown.filter((page) => page.section === section);
          return (
            inSection.length > 0 && (
              <div key={section} className="mb-3">
                <h2 className="hidden px-2 pt-1 pb-1 text-2xs font-medium text-faint lg:block">{section}</h2>
                <ul className="grid gap-px">
                  {inSection.map((page) => (
                    <li key={page.path}>
                      <NavLink to={page.path} end={page.path === '/'} title={page.title} className={navigationLink}>
                        <page.icon aria-hidden="true" className="mx-auto size-4 shrink-0 lg:mx-0" strokeWidth={1.75} />
                        <span className="sr-only flex-1 truncate lg:not-sr-only">{page.title}</span>
                        {(waiting[page.path] ?? 0) > 0 && (
                          <span className={cx('hidden text-2xs text-faint tabular-nums lg:block')}>
                            {shortCount(waiting[page.path]!)}
                            <span className="sr-only"> waiting</span>
                          </span>
                        )}
                      </NavLink>
                    </li>
                  ))}
                </ul>
              </div>
            )
          );
        })}
      </div>
      <div className="border-t border-line p-2">
        <UserMenu user={user} />
      </div>
    </nav>
  );
}
