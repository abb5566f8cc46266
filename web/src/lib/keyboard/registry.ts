import { createSignal } from '@/lib/signal';
import { readStored, store } from '@/lib/storage';

/** Something a person can do here, by key, from the palette, or both. */
export interface Action {
  id: string;
  title: string;
  group: string;
  /** `a`, `shift+a`, `mod+k` (Ctrl, or Cmd on a Mac), or a sequence: `g t`. */
  keys?: readonly string[];
  run: () => void;
  /** False: shown, but does nothing now. */
  enabled?: boolean;
  /** Not worth a line in the palette, such as going to the next row. */
  hidden?: boolean;
}

/** Lists of actions of the components on the page; those registered last win a key. */
export const registered = createSignal<readonly (readonly Action[])[]>([]);

export function register(actions: readonly Action[]): () => void {
  registered.set([...registered.get(), actions]);
  return () => registered.set(registered.get().filter((other) => other !== actions));
}

/** Every action once, that of the innermost component first. */
export function allActions(lists: readonly (readonly Action[])[]): Action[] {
  const found = new Map<string, Action>();
  for (const list of [...lists].reverse()) {
    for (const action of list) {
      if (!found.has(action.id)) {
        found.set(action.id, action);
      }
    }
  }
  return [...found.values()];
}

/** Whether keys without Ctrl or Cmd act (WCAG 2.2, 2.1.4: such keys can be turned off). */
export const singleKeys = createSignal(readStored('glean.keys') !== 'off');

export function chooseSingleKeys(on: boolean): void {
  singleKeys.set(on);
  store('glean.keys', on ? null : 'off');
}

/** Whether what the keys are meant for is still on its way, such as a palette whose script loads: until then none acts. */
export const awaited = createSignal(false);
