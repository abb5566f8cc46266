import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface Address {
  get(name: string): string | null;
  /** Changes parameters; null or empty takes one away. `push` makes a step that the back button takes back. */
  set(changes: Record<string, string | number | null>, how?: 'push' | 'replace'): void;
}

/** Filters, sort, page and selection live in the address, so that it can be shared and gone back to. */
export function useAddress(): Address {
  const [search, setSearch] = useSearchParams();
  const set = useCallback<Address['set']>(
    (changes, how = 'replace') =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') {
              next.delete(name);
            } else {
              next.set(name, String(value));
            }
          }
          return next;
        },
        // At once and not as a transition: the next key may come before that were over, and would act on what stood there before.
        { replace: how === 'replace', flushSync: true },
      ),
    [setSearch],
  );
  return { get: (name) => search.get(name), set };
}

/** A whole number of the address, or null. */
export function idOf(text: string | null | undefined): number | null {
  return text != null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
