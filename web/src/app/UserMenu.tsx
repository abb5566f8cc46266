import { Keyboard, KeyRound, LogOut } from 'lucide-react';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuSeparator } from '@/components/Menu';
import type { User } from '@/lib/api/session';
import { chooseSingleKeys, singleKeys } from '@/lib/keyboard/registry';
import { useSignal } from '@/lib/signal';
import { title } from '@/lib/text';
import { chooseTheme, type Theme, theme, themes } from '@/lib/theme';
import { openOverlay } from './overlay';
import { UserButton } from './UserButton';
import { useSignOut } from './useSignOut';

/** Who is signed in, and what is one's own: theme, keys, signing out. */
export function UserMenu({ user }: { user: User }) {
  const chosen = useSignal(theme);
  const keysOn = useSignal(singleKeys);
  const signOut = useSignOut();
  return (
    <Menu align="start" trigger={<UserButton user={user} />}>
      <MenuChoice
        label="Theme"
        value={chosen}
        onChange={(value) => chooseTheme(value as Theme)}
        options={themes.map((name) => ({ value: name, label: title(name) }))}
      />
      <MenuSeparator />
      <MenuCheck checked={keysOn} onChange={chooseSingleKeys}>
        Single-key shortcuts
      </MenuCheck>
      <MenuItem onSelect={() => openOverlay('help')}>
        <Keyboard />
        Keyboard help
      </MenuItem>
      <MenuItem onSelect={() => openOverlay('password')}>
        <KeyRound />
        Change your password…
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={signOut}>
        <LogOut />
        Sign out
      </MenuItem>
    </Menu>
  );
}
