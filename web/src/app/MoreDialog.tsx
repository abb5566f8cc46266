import { NavLink } from 'react-router';
import { Dialog } from '@/components/Dialog';
import type { User } from '@/lib/api/session';
import { navigationLink } from './BottomNavigation';
import { pagesFor } from './navigation';
import { UserMenu } from './UserMenu';

/** Every page, and what is one's own, for screens without a sidebar. */
export function MoreDialog({ user, onClose }: { user: User; onClose: () => void }) {
  return (
    <Dialog title="Pages" onClose={onClose}>
      <ul className="grid gap-1">
        {pagesFor(user).map((page) => (
          <li key={page.path}>
            <NavLink to={page.path} end={page.path === '/'} onClick={onClose} className={navigationLink}>
              <page.icon aria-hidden="true" className="size-4" strokeWidth={1.75} />
              {page.title}
            </NavLink>
          </li>
        ))}
      </ul>
      <div className="mt-3 border-t border-line pt-3 [&_.sr-only]:not-sr-only">
        <UserMenu user={user} />
      </div>
    </Dialog>
  );
}
