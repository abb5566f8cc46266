import { lazy, Suspense } from 'react';
import type { User } from '@/lib/api/session';
import { useActions } from '@/lib/keyboard/useActions';
import { useSignal } from '@/lib/signal';
import { closeOverlay, overlay } from './overlay';
import { useGlobalActions } from './useGlobalActions';

const Palette = lazy(() => import('./Palette').then((m) => ({ default: m.Palette })));
const HelpDialog = lazy(() => import('./HelpDialog').then((m) => ({ default: m.HelpDialog })));
const PasswordDialog = lazy(() => import('./PasswordDialog').then((m) => ({ default: m.PasswordDialog })));
const MoreDialog = lazy(() => import('./MoreDialog').then((m) => ({ default: m.MoreDialog })));

/** The palette, the help and the rest of the navigation, loaded when first asked for. */
export function Overlays({ user }: { user: User }) {
  const open = useSignal(overlay);
  useActions(useGlobalActions(user));
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={closeOverlay} />}
      {open === 'help' && <HelpDialog onClose={closeOverlay} />}
      {open === 'password' && <PasswordDialog user={user} onClose={closeOverlay} />}
      {open === 'more' && <MoreDialog user={user} onClose={closeOverlay} />}
    </Suspense>
  );
}
