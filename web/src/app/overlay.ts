import { awaited } from '@/lib/keyboard/registry';
import { createSignal } from '@/lib/signal';

/** What stands over the page, if anything. */
export const overlay = createSignal<'palette' | 'help' | 'more' | 'password' | null>(null);

// Its script may take a while, in which whoever types a search would otherwise approve and reject.
overlay.subscribe(() => awaited.set(overlay.get() !== null));

export const openOverlay = overlay.set;

export function closeOverlay(): void {
  overlay.set(null);
}
