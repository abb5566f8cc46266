import { useNavigate } from 'react-router';
import type { User } from '@/lib/api/session';
import type { Action } from '@/lib/keyboard/registry';
import { chooseSingleKeys, singleKeys } from '@/lib/keyboard/registry';
import { useSignal } from '@/lib/signal';
import { chooseTheme, theme, themes } from '@/lib/theme';
import { pagesFor } from './navigation';
import { openOverlay, overlay } from './overlay';
import { useSignOut } from './useSignOut';

/** What can be done from every page. */
export function useGlobalActions(user: User): Action[] {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const chosen = useSignal(theme);
  const keysOn = useSignal(singleKeys);
  return [
    ...pagesFor(user).map((page) => ({
      id: `go:${page.path}`,
      title: `Go to ${page.title}`,
      group: 'Go to',
      keys: [`g ${page.letter}`],
      run: () => void navigate(page.path),
    })),
    {
      id: 'palette',
      title: 'Find or do anything',
      group: 'General',
      keys: ['mod+k'],
      hidden: true,
      run: () => openOverlay(overlay.get() === 'palette' ? null : 'palette'),
    },
    { id: 'help', title: 'Keyboard help', group: 'General', keys: ['?'], run: () => openOverlay('help') },
    ...themes
      .filter((name) => name !== chosen)
      .map((name) => ({
        id: `theme:${name}`,
        title: name === 'system' ? 'Use the theme of the system' : `Use the ${name} theme`,
        group: 'General',
        run: () => chooseTheme(name),
      })),
    {
      id: 'single-keys',
      title: keysOn ? 'Switch single-key shortcuts off' : 'Switch single-key shortcuts on',
      group: 'General',
      run: () => chooseSingleKeys(!keysOn),
    },
    { id: 'password', title: 'Change your password…', group: 'General', run: () => openOverlay('password') },
    { id: 'sign-out', title: 'Sign out', group: 'General', run: signOut },
  ];
}
