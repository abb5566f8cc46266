import { createSignal } from './signal';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'good' | 'bad';
  /** What takes it back, offered as long as the toast stands. */
  undo?: () => void;
  /** Another way on, such as loading anew. */
  action?: { label: string; run: () => void };
}

/** How long an action can be taken back from its toast. */
export const undoMilliseconds = 10_000;

const most = 3;

export const toasts = createSignal<readonly Toast[]>([]);

let last = 0;

/** Tells the person something; the newest stands lowest. */
export function toast(wanted: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
  last += 1;
  const standing = toasts.get().filter((t) => t.text !== wanted.text || t.undo !== undefined);
  toasts.set([...standing, { ...wanted, tone: wanted.tone ?? 'plain', id: last }].slice(-most));
  return last;
}

export function dismiss(id: number): void {
  toasts.set(toasts.get().filter((t) => t.id !== id));
}
