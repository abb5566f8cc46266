import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { StatusBadge } from '@/components/Badge';
import { Dialog } from '@/components/Dialog';
import { Foreign } from '@/components/Foreign';
import { KeyCaps } from '@/components/KeyCaps';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { cx } from '@/lib/cx';
import { type Action, allActions, registered } from '@/lib/keyboard/registry';
import { useSignal } from '@/lib/signal';
import { rank } from './rank';

type Entry = { id: string; action: Action } | { id: string; tool: Schemas['ToolItem'] };

const mostTools = 6;
const shortestSearch = 2;

/** Every action with its key, and every tool by name (WAI-ARIA combobox: the focus stays in the field). */
export function Palette({ onClose }: { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const actions = allActions(useSignal(registered)).filter((action) => !action.hidden && action.enabled !== false);
  const tools = useToolSearch(typed.trim());
  const navigate = useNavigate();
  const base = useId();
  const list = useRef<HTMLDivElement>(null);

  const entries: Entry[] = [
    ...rank(actions, typed).map((action) => ({ id: action.id, action })),
    ...tools.map((tool) => ({ id: `tool:${tool.id}`, tool })),
  ];
  const current = Math.min(at, Math.max(0, entries.length - 1));

  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) {
      return;
    }
    onClose();
    // After the dialog is gone and the focus is back where it was, as if the key had been pressed there.
    window.setTimeout(() => ('action' in entry ? entry.action.run() : void navigate(`/tools/${entry.tool.id}`)));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: current + 1, ArrowUp: current - 1 }[event.key];
    if (to !== undefined && entries.length > 0) {
      event.preventDefault();
      setAt((to + entries.length) % entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(entries[current]);
    }
  };

  return (
    <Dialog bare title="Find or do anything" onClose={onClose} width="medium">
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${base}-list`}
        aria-activedescendant={entries.length > 0 ? `${base}-${current}` : undefined}
        aria-label="Find or do anything"
        placeholder="Type what you want to do, or a tool…"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="sticky top-0 z-10 h-12 w-full border-b border-line bg-raised px-4 text-lg outline-none placeholder:text-faint"
      />
      <div ref={list} id={`${base}-list`} role="listbox" aria-label="Actions and tools" className="min-h-40 p-1.5">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above answers the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field above.
          <div
            key={entry.id}
            id={`${base}-${index}`}
            data-index={index}
            role="option"
            aria-selected={index === current}
            onClick={() => choose(entry)}
            onPointerMove={() => setAt(index)}
            className={cx(
              'touch flex h-9 items-center justify-between gap-3 rounded-sm px-2.5 text-sm',
              index === current && 'bg-selected',
            )}
          >
            {'action' in entry ? <ActionEntry action={entry.action} /> : <ToolEntry tool={entry.tool} />}
          </div>
        ))}
        {entries.length === 0 && (
          <p className="px-3 py-8 text-center text-sm text-faint">Nothing is called that. Try another word.</p>
        )}
      </div>
    </Dialog>
  );
}

function ActionEntry({ action }: { action: Action }) {
  return (
    <>
      <span className="min-w-0 truncate">
        {action.title}
        <span className="ml-2 text-xs text-faint">{action.group}</span>
      </span>
      {action.keys?.[0] !== undefined && <KeyCaps keys={action.keys[0]} />}
    </>
  );
}

function ToolEntry({ tool }: { tool: Schemas['ToolItem'] }) {
  return (
    <>
      <Foreign text={tool.name} className="min-w-0 truncate" />
      <StatusBadge status={tool.status} />
    </>
  );
}

function useToolSearch(typed: string): readonly Schemas['ToolItem'][] {
  const search = useDeferredValue(typed);
  const found = useQuery({
    queryKey: [...keys.tools, 'palette', search],
    queryFn: ({ signal }) => data(api.GET('/api/tools', { params: { query: { search, limit: mostTools } }, signal })),
    enabled: search.length >= shortestSearch,
    placeholderData: (before) => before,
  });
  return search.length >= shortestSearch ? (found.data?.tools ?? []) : [];
}
