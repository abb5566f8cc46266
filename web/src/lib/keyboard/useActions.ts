import { useEffect, useMemo, useRef } from 'react';
import { type Action, register } from './registry';

/**
 * Offers actions for as long as the component stands. The list may be made anew with each rendering: what is registered
 * follows its titles and keys, and always runs the newest function.
 */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  const shape = JSON.stringify(actions.map(({ run: _, ...rest }) => rest));
  const standing = useMemo(
    () =>
      (JSON.parse(shape) as Omit<Action, 'run'>[]).map((action) => ({
        ...action,
        run: () => latest.current.find((a) => a.id === action.id)?.run(),
      })),
    [shape],
  );
  useEffect(() => register(standing), [standing]);
}
