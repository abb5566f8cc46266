import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { byType } from '@/components/catalog/claimTypes';
import { useBulkStatus } from '@/components/catalog/useBulkStatus';
import { dossierQuery } from '@/lib/api/catalog';
import { keys } from '@/lib/api/keys';
import { mayAct, sessionQuery } from '@/lib/api/session';
import { toast } from '@/lib/toasts';
import { idOf, useAddress } from '@/lib/useAddress';
import { useMedia, wide } from '@/lib/useMedia';
import { type MergePlan, merge } from './merging';
import { useAskOthers } from './Opinions';
import { type QueuePart, queueParts, queueQuery, reasonsQuery } from './queries';
import { after, figuresOf, type QueueItem, type Subject, stillWaiting } from './session';
import type { Wish } from './steps';
import { useDesk } from './useDesk';
import { type ReviewCommands, useReviewActions } from './useReviewActions';
import { useSelection } from './useSelection';

/** How many tools are loaded ahead of the one that is looked at. */
const ahead = 2;

type OpenDialog = 'reject' | 'snooze' | 'duplicate' | 'edit';

export type Review = ReturnType<typeof useReview>;

/** All state of the page: what waits, what is looked at (in the address), and what can be done with it. */
export function useReview() {
  const address = useAddress();
  const navigate = useNavigate();
  const client = useQueryClient();
  const user = useQuery(sessionQuery).data;
  const canAct = mayAct(user, 'reviewer');
  const hasRoom = useMedia(wide.tablet);
  const [dialog, setDialog] = useState<OpenDialog | null>(address.get('compare') === null ? null : 'duplicate');

  const part = queueParts.find((p) => p.part === address.get('part'))?.part ?? 'waiting';
  const category = address.get('category');
  const queue = useQuery(queueQuery(part, category));
  useQuery(reasonsQuery);

  const wantedId = idOf(address.get('tool'));
  const open = (id: number) =>
    address.set({ tool: id, claim: null, view: null }, wantedId === null ? 'push' : 'replace');
  const desk = useDesk(wantedId, open);
  const { session, act } = desk;
  const items = useMemo(() => stillWaiting(queue.data?.items ?? [], session), [queue.data, session]);
  const currentId = wantedId ?? (hasRoom ? (items[0]?.id ?? null) : null);

  const dossier = useQuery({ ...dossierQuery(currentId ?? 0), enabled: currentId !== null }).data;
  const listed = items.find((item) => item.id === currentId);
  // A tool may be looked at that is not in the list, as after a link.
  const current: Subject | null = listed ?? (dossier && dossier.tool.id === currentId ? dossier.tool : null);
  const claimId = idOf(address.get('claim'));
  const claims = useMemo(() => byType(dossier?.tool.claims ?? []).flatMap((group) => group.claims), [dossier]);
  useAhead(client, items, currentId);

  const { selected, toggle, clear } = useSelection(items);
  const bulk = useBulkStatus(clear);
  const ask = useAskOthers();
  const mergeAside = useMergeAside();

  const step = (by: number) => {
    const at = items.findIndex((item) => item.id === currentId);
    const next = items[at < 0 ? 0 : at + by];
    if (next) {
      open(next.id);
    }
  };
  const stepClaim = (by: number) => {
    const at = claims.findIndex((claim) => claim.id === claimId);
    const next = claims[at < 0 ? (by > 0 ? 0 : claims.length - 1) : at + by];
    if (next) {
      address.set({ claim: next.id });
    }
  };
  /** Moves on first, so that the next tool stands there before the server has answered. */
  const decide = (wish: Wish) => {
    setDialog(null);
    if (current) {
      const next = after(items, current.id);
      address.set({ tool: next?.id ?? null, claim: null, view: null });
      act(current, dossier?.tool.id === current.id ? dossier.tool.version : current.version, wish);
    }
  };
  const decideSelected = (status: string, reasons?: readonly string[], text?: string) => {
    setDialog(null);
    bulk.decide({ ids: [...selected], status, ...(reasons && { reasons }), ...(text !== undefined && { text }) });
  };
  const hasSelection = selected.size > 0;

  const commands: ReviewCommands = {
    next: () => step(1),
    previous: () => step(-1),
    nextClaim: () => stepClaim(1),
    previousClaim: () => stepClaim(-1),
    open: () =>
      wantedId === null && currentId !== null && !hasRoom ? open(currentId) : void navigate(`/tools/${currentId}`),
    approve: () => (hasSelection ? decideSelected('approved') : decide({ kind: 'approved' })),
    reject: () => setDialog('reject'),
    skip: () => decide({ kind: 'skipped' }),
    snooze: () => setDialog('snooze'),
    duplicate: () => setDialog('duplicate'),
    edit: () => setDialog('edit'),
    unsure: () =>
      currentId !== null &&
      ask.mutate({
        toolId: currentId,
        withdraw: dossier?.opinions.some((o) => o.own && o.verdict === 'unsure') ?? false,
      }),
    select: () => {
      if (currentId !== null) {
        toggle(currentId);
        step(1);
      }
    },
    clearSelection: clear,
    undo: desk.undoLast,
  };
  useReviewActions(commands, {
    hasTool: current !== null,
    hasClaims: claims.length > 0,
    hasSelection,
    canAct,
    canUndo: desk.canUndo,
  });

  return {
    queue,
    items,
    part,
    category,
    current,
    dossier: dossier?.tool.id === currentId ? dossier : undefined,
    claimId,
    canAct,
    reviewer: user?.username ?? '',
    session,
    figures: figuresOf(session),
    selected,
    toggle,
    bulk,
    commands,
    dialog,
    view: address.get('view') === 'evidence' ? ('evidence' as const) : ('tool' as const),
    open,
    close: () => address.set({ tool: null, claim: null, view: null }),
    showView: (view: string) => address.set({ view: view === 'evidence' ? view : null }),
    showPart: (next: QueuePart) =>
      address.set({ part: next === 'waiting' ? null : next, tool: null, claim: null, view: null }, 'push'),
    showCategory: (next: string) =>
      address.set({ category: next || null, tool: null, claim: null, view: null }, 'push'),
    focusClaim: (id: number, andShow: boolean) =>
      address.set(andShow && id === claimId ? { view: 'evidence' } : { claim: id }),
    closeDialog: () => {
      setDialog(null);
      address.set({ compare: null });
    },
    rejectFor: (reasons: readonly string[], text: string) =>
      hasSelection ? decideSelected('rejected', reasons, text) : decide({ kind: 'rejected', reasons, text }),
    snoozeFor: (days: number) => decide({ kind: 'snoozed', days }),
    merge: (plan: MergePlan) => {
      setDialog(null);
      const folded = items.find((item) => item.id === plan.merged.id);
      if (folded && folded.id === currentId) {
        decide({ kind: 'merged', merge: () => merge(plan) });
      } else if (folded) {
        act(folded, folded.version, { kind: 'merged', merge: () => merge(plan) });
      } else {
        mergeAside.mutate(plan);
      }
    },
    nameOf: (id: number) => queue.data?.items.find((item) => item.id === id)?.name,
  };
}

/** Loads the next tools while this one is looked at. */
function useAhead(client: QueryClient, items: readonly QueueItem[], currentId: number | null): void {
  useEffect(() => {
    if (currentId === null) {
      // The list of a phone: which one comes next is anybody's guess.
      return;
    }
    const at = items.findIndex((item) => item.id === currentId);
    for (const item of items.slice(at + 1, at + 1 + ahead)) {
      void client.prefetchQuery(dossierQuery(item.id));
    }
  }, [client, items, currentId]);
}

/** Folds in a tool that is not in the queue; the one that is looked at stays where it is. */
function useMergeAside() {
  const client = useQueryClient();
  const refresh = () =>
    Promise.all(
      [keys.anyTool, keys.tools, keys.review, keys.duplicates].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const undo = useMutation({ mutationFn: (takeBack: () => Promise<unknown>) => takeBack(), onSettled: refresh });
  return useMutation({
    mutationFn: merge,
    onSuccess: (takeBack, plan) =>
      toast({ text: `Merged ${plan.merged.name} into ${plan.kept.name}`, undo: () => undo.mutate(takeBack) }),
    onSettled: refresh,
  });
}
