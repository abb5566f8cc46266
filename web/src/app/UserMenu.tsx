import { ChevronsUpDown, Keyboard, LogOut } from 'lucide-react';
import { Foreign } from '@/components/Foreign';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '@/components/Menu';
import { liveness } from '@/lib/api/events';
import type { User } from '@/lib/api/session';
import { cx } from '@/lib/cx';
import { chooseSingleKeys, singleKeys } from '@/lib/keyboard/registry';
import { useSignal } from '@/lib/signal';
import { title } from '@/lib/text';
import { chooseTheme, type Theme, theme, themes } from '@/lib/theme';
import { openOverlay } from './overlay';
import { useSignOut } from './useSignOut';

/** Who is signed in, and what is one's own: theme, keys, signing out. */
export function UserMenu({ user }: { user: User }) {
  const chosen = useSignal(theme);
  const keysOn = useSignal(singleKeys);
  const live = useSignal(liveness) === 'live';
  const signOut = useSignOut();
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="touch flex w-full items-center gap-2.5 rounded-md p-1 text-left hover:bg-hover" title={`Signed in as ${user.username}`}>
          <span className="relative mx-auto grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent uppercase lg:mx-0" aria-hidden="true">
            {[...user.username][0]}
            <span className={cx('absolute right-0 bottom-0 size-2 rounded-full ring-2 ring-ground', live ? 'bg-good' : 'bg-edge')} />
          </span>
          <span className="sr-only min-w-0 flex-1 lg:not-sr-only">
            <Foreign text={user.username} className="block truncate text-sm font-medium" />
            <span className="block truncate text-2xs text-faint">
              {title(user.role)} · {live ? 'live' : 'checks every 15 s'}
            </span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="hidden size-4 text-faint lg:block" />
        </button>
      }
    >
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice value={chosen} onChange={(value) => chooseTheme(value as Theme)} options={themes.map((name) => ({ value: name, label: title(name) }))} />
      <MenuSeparator />
      <MenuCheck checked={keysOn} onChange={chooseSingleKeys}>
        Single-key shortcuts
      </MenuCheck>
      <MenuItem onSelect={() => openOverlay('help')}>
        <Keyboard />
        Keyboard help
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={signOut}>
        <LogOut />
        Sign out
      </MenuItem>
    </Menu>
  );
}
