import { createSignal } from './signal';
import { readStored, store } from './storage';

export type Theme = 'system' | 'light' | 'dark';

export const themes: readonly Theme[] = ['system', 'light', 'dark'];

function stored(): Theme {
  const value = readStored('glean.theme');
  return value === 'light' || value === 'dark' ? value : 'system';
}

export const theme = createSignal<Theme>(stored());

/** The stylesheet follows `data-theme`; app/boot.js sets it before the first paint of the next visit. */
export function chooseTheme(next: Theme): void {
  theme.set(next);
  store('glean.theme', next === 'system' ? null : next);
  if (next === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = next;
  }
}
