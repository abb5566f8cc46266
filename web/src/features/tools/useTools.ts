import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useBulkStatus } from '@/components/catalog/useBulkStatus';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { usePages } from '@/lib/api/usePages';
import { useActions } from '@/lib/keyboard/useActions';
import { plural } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { idOf, useAddress } from '@/lib/useAddress';
import type { ToolRow } from './columns';
import { nextSort, readFilters, toQuery, toSearch } from './filters';

const pageSize = 100;

export type Tools = ReturnType<typeof useTools>;

/** The list in the address, what is ticked, and what can be done with it. */
export function useTools() {
  const address = useAddress();
  const navigate = useNavigate();
  const user = useQuery(sessionQuery).data;
  const canAct = mayAct(user, 'reviewer');
  const searchField = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<ReadonlyMap<number, string>>(new Map());
  const [dialog, setDialog] = useState<'delete' | 'reject' | null>(null);

  const filters = readFilters(address);
  const search = toSearch(filters);
  const pages = usePages<ToolRow>([...keys.tools, 'list', search], pageSize, async (offset, limit, signal) => {
    const page = await data(
      api.GET('/api/tools', { params: { query: { ...toQuery(filters), offset, limit } }, signal }),
    );
    return { rows: page.tools, total: page.total };
  });
  const current = idOf(address.get('at'));
  const row = current === null ? undefined : pages.rowAt(current);

  const clear = () => setSelected(new Map());
  const bulk = useBulkStatus(clear);
  const remove = useRemove(() => {
    setDialog(null);
    clear();
  });
  const toggle = (tool: ToolRow) => {
    const next = new Map(selected);
    if (!next.delete(tool.id)) {
      next.set(tool.id, tool.name);
    }
    setSelected(next);
  };
  const ids = selected.size > 0 ? [...selected.keys()] : row ? [row.id] : [];
  const move = (by: number) => {
    const last = (pages.total ?? 0) - 1;
    if (last >= 0) {
      address.set({ at: Math.min(Math.max(current === null ? 0 : current + by, 0), last) });
    }
  };

  const group = 'Tools';
  const commands = {
    approve: () => bulk.decide({ ids, status: 'approved' }),
    reject: (text: string) => {
      setDialog(null);
      bulk.decide({ ids, status: 'rejected', text });
    },
    toReview: () => bulk.decide({ ids, status: 'review' }),
  };
  useActions([
    { id: 'tools.search', title: 'Search tools', group, keys: ['/'], run: () => searchField.current?.focus() },
    { id: 'tools.next', title: 'Next tool', group, keys: ['j', 'arrowdown'], hidden: true, run: () => move(1) },
    { id: 'tools.previous', title: 'Previous tool', group, keys: ['k', 'arrowup'], hidden: true, run: () => move(-1) },
    {
      id: 'tools.open',
      title: 'Open the tool',
      group,
      keys: ['enter'],
      enabled: row !== undefined,
      run: () => void navigate(`/tools/${row!.id}`),
    },
    {
      id: 'tools.select',
      title: 'Select the tool',
      group,
      keys: ['x'],
      enabled: canAct && row !== undefined,
      run: () => toggle(row!),
    },
    {
      id: 'tools.clear',
      title: 'Clear the selection',
      group,
      keys: ['escape'],
      enabled: selected.size > 0,
      run: clear,
    },
    {
      id: 'tools.approve',
      title: 'Approve',
      group,
      keys: ['a'],
      enabled: canAct && ids.length > 0,
      run: commands.approve,
    },
    {
      id: 'tools.reject',
      title: 'Reject…',
      group,
      keys: ['r'],
      enabled: canAct && ids.length > 0,
      run: () => setDialog('reject'),
    },
  ]);

  return {
    filters,
    search,
    pages,
    current,
    canAct,
    isAdmin: mayAct(user, 'admin'),
    searchField,
    selected,
    toggle,
    clear,
    bulk,
    remove,
    commands,
    count: ids.length,
    dialog,
    setDialog,
    change: (changes: Record<string, string | null>) => address.set({ ...changes, at: null }, 'push'),
    sort: (by: string) => address.set({ ...nextSort(filters, by), at: null }, 'push'),
  };
}

function useRemove(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly number[]) => data(api.DELETE('/api/tools/bulk', { body: { tool_ids: [...ids] } })),
    onSuccess: (answer) => {
      const missing = answer.not_found.length;
      toast({
        text: `Removed ${plural(answer.deleted_count, 'tool')}${missing > 0 ? `; ${missing} were gone already` : ''}`,
      });
      onDone();
    },
    onSettled: () =>
      Promise.all(
        [keys.tools, keys.anyTool, keys.review, keys.stats].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
