import { useCallback, useMemo, useState } from 'react';

/** Rows that are ticked; one that is not in the list any more is not selected. */
export function useSelection(items: readonly { id: number }[]) {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const selected = useMemo(() => new Set(items.map((item) => item.id).filter((id) => ids.has(id))), [items, ids]);
  const toggle = useCallback(
    (id: number) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) {
          next.add(id);
        }
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  return { selected, toggle, clear };
}
