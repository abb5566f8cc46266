import { useMutation, useQueryClient } from '@tanstack/react-query';
import { BellOff, Ellipsis, RefreshCw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Badge, type BadgeTone } from '@/components/Badge';
import { Button, IconButton } from '@/components/Button';
import { ExternalLink, Foreign } from '@/components/Foreign';
import { Menu, MenuItem } from '@/components/Menu';
import { Time } from '@/components/Time';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { MuteDialog } from './MuteDialog';

type Watched = Schemas['PageModel'];
type Mute = Schemas['MuteModel'];

const states: Record<Watched['state'], { word: string; tone: BadgeTone }> = {
  new: { word: 'Not checked yet', tone: 'plain' },
  ok: { word: 'First read', tone: 'good' },
  unchanged: { word: 'No change', tone: 'good' },
  changed: { word: 'Changed', tone: 'accent' },
  could_not_check: { word: 'Could not check', tone: 'warn' },
  moved: { word: 'Moved', tone: 'warn' },
  gone: { word: 'Gone', tone: 'bad' },
};

interface WatchedPagesProps {
  pages: readonly Watched[];
  canAct: boolean;
  /** Whose they are, in a list of many tools. */
  withTool?: boolean;
}

/** Pages that are watched: how the last check of each ended, and what can be done about it. */
export function WatchedPages({ pages, canAct, withTool = false }: WatchedPagesProps) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-panel shadow-card">
      {pages.map((page) => (
        <WatchedPage key={page.id} page={page} canAct={canAct} withTool={withTool} />
      ))}
    </ul>
  );
}

function WatchedPage({ page, canAct, withTool }: { page: Watched; canAct: boolean; withTool: boolean }) {
  const [isMuting, setMuting] = useState(false);
  const commands = usePageCommands(page);
  const state = states[page.state];
  return (
    <li className="grid gap-2 px-4 py-3 text-sm">
      <div className="flex items-start gap-2">
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 pt-1">
          <Badge tone={state.tone}>{state.word}</Badge>
          {withTool && (
            <Link to={`/tools/${page.tool_id}`} className="font-medium hover:underline">
              <Foreign text={page.tool_name} />
            </Link>
          )}
          <span className="text-soft">{title(page.kind)}</span>
          <ExternalLink url={page.url} className="min-w-0" />
        </span>
        {canAct && (
          <Menu
            trigger={
              <IconButton label={`More for ${page.url}`} size="small">
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem onSelect={commands.check}>
              <RefreshCw aria-hidden="true" />
              Check the tool now
            </MenuItem>
            <MenuItem onSelect={() => setMuting(true)}>
              <BellOff aria-hidden="true" />
              Mute a part…
            </MenuItem>
            <MenuItem tone="bad" onSelect={commands.remove}>
              <Trash2 aria-hidden="true" />
              Stop watching
            </MenuItem>
          </Menu>
        )}
      </div>
      {page.state_reason !== null && <Foreign text={page.state_reason} className="text-soft" />}
      {page.proposed_url !== null && (
        <div className="flex flex-wrap items-center gap-2">
          <span>
            It leads to <ExternalLink url={page.proposed_url} /> now.
          </span>
          {canAct && (
            <>
              <Button size="small" tone="good" busy={commands.busy} onClick={() => commands.move(true)}>
                Watch it there
              </Button>
              <Button size="small" busy={commands.busy} onClick={() => commands.move(false)}>
                Dismiss
              </Button>
            </>
          )}
        </div>
      )}
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-faint">
        <span>
          {page.last_checked_at === null ? (
            'Never checked'
          ) : (
            <>
              Checked <Time at={page.last_checked_at} />
            </>
          )}
        </span>
        {page.last_changed_at !== null && (
          <span>
            last change <Time at={page.last_changed_at} />
          </span>
        )}
        {page.next_check_at !== null && (
          <span>
            next check <Time at={page.next_check_at} />
          </span>
        )}
        {page.added_by_person && <span>added by hand</span>}
      </p>
      {page.mutes.length > 0 && (
        <ul aria-label="Muted parts" className="flex flex-wrap gap-2">
          {page.mutes.map((mute) => (
            <li
              key={mute.id}
              className="flex max-w-full min-w-0 items-center gap-1 rounded-sm bg-sunken pl-2 text-xs text-soft"
              title={`Muted by ${mute.created_by}`}
            >
              <Foreign text={mute.pattern} className="min-w-0 truncate font-mono" />
              {canAct && (
                <IconButton
                  label={`Listen to ${mute.pattern} again`}
                  size="small"
                  onClick={() => commands.listen(mute)}
                >
                  <X />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {isMuting && <MuteDialog pageId={page.id} text="" onClose={() => setMuting(false)} />}
    </li>
  );
}

function usePageCommands(page: Watched) {
  const client = useQueryClient();
  const path = { params: { path: { id: page.id } } };
  const onSettled = () =>
    Promise.all([keys.pages, keys.changes, keys.anyTool].map((queryKey) => client.invalidateQueries({ queryKey })));

  const watch = useMutation({
    mutationFn: () =>
      api.POST('/api/tools/{id}/pages', {
        params: { path: { id: page.tool_id } },
        body: { url: page.url, kind: page.kind },
      }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/pages/{id}', path),
    onSuccess: () => toast({ text: 'The page is not watched any more', undo: () => watch.mutate() }),
    onSettled,
  });
  const move = useMutation({
    mutationFn: (accept: boolean) => data(api.POST('/api/pages/{id}/move', { ...path, body: { accept } })),
    onSuccess: (_, accept) =>
      toast({ text: accept ? 'The page is watched at its new address' : 'The new address is dismissed' }),
    onSettled,
  });
  const mute = useMutation({
    mutationFn: ({ kind, pattern }: Mute) => api.POST('/api/pages/{id}/mutes', { ...path, body: { kind, pattern } }),
    onSettled,
  });
  const listen = useMutation({
    mutationFn: ({ id }: Mute) => api.DELETE('/api/mutes/{id}', { params: { path: { id } } }),
    onSuccess: (_, muted) => toast({ text: 'That part is watched again', undo: () => mute.mutate(muted) }),
    onSettled,
  });
  const check = useMutation({
    mutationFn: () => data(api.POST('/api/jobs/update', { body: { tool_id: page.tool_id } })),
    onSuccess: () => toast({ text: 'The pages of the tool are checked; what changed comes up here by itself' }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
  return {
    busy: move.isPending,
    remove: () => remove.mutate(),
    move: (accept: boolean) => move.mutate(accept),
    listen: (muted: Mute) => listen.mutate(muted),
    check: () => check.mutate(),
  };
}
