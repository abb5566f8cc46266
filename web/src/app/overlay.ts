import { createSignal } from '@/lib/signal';

/** What stands over the page, if anything. */
export const overlay = createSignal<'palette' | 'help' | 'more' | 'password' | null>(null);

export const openOverlay = overlay.set;

export function closeOverlay(): void {
  overlay.set(null);
}
