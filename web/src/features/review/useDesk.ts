import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { hasStatus, messageOf } from '@/lib/api/errors';
import { keys } from '@/lib/api/keys';
import { createSignal, useSignal } from '@/lib/signal';
import { dismiss, toast } from '@/lib/toasts';
import type { Session, Step, StepKind, Subject } from './session';
import { take, type Wish } from './steps';

/** Outlives the page, so that going to a tool and back loses nothing. */
const session = createSignal<Session>([]);

/** By the step's key: what is on its way to the server, and the toast that offers to take it back. */
const sent = new Map<number, { taken: Promise<() => Promise<unknown>>; toastId: number }>();

let lastKey = 0;

const done: Record<StepKind, string> = {
  approved: 'Approved',
  rejected: 'Rejected',
  skipped: 'Skipped',
  snoozed: 'Snoozed',
  merged: 'Merged',
};

export interface Desk {
  session: Session;
  /** Acts at once; the server is told in the background, and what it refuses comes back with the reason. */
  act: (item: Subject, version: number, wish: Wish) => void;
  /** Takes the newest step back. */
  undoLast: () => void;
  canUndo: boolean;
  /** Begins the count anew. */
  reset: () => void;
}

/** @param onReturn where to look when a tool is back in the queue. */
export function useDesk(currentId: number | null, onReturn: (id: number) => void): Desk {
  const client = useQueryClient();
  const standing = useSignal(session);
  const lookedSince = useRef(Date.now());
  const back = useRef(onReturn);
  useEffect(() => {
    back.current = onReturn;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the look begins when another tool is looked at.
  useEffect(() => {
    lookedSince.current = Date.now();
  }, [currentId]);

  const refresh = useCallback(() => {
    void client.invalidateQueries({ queryKey: keys.review });
    void client.invalidateQueries({ queryKey: keys.stats });
  }, [client]);

  const send = useMutation({
    mutationFn: ({ taken }: { step: Step; taken: Promise<unknown> }) => taken,
    meta: { quiet: true },
    onError: (error, { step }) => {
      forget(step);
      void client.invalidateQueries({ queryKey: keys.tool(step.item.id) });
      if (hasStatus(error, 409)) {
        toast({
          tone: 'bad',
          text: `${step.item.name} was not ${done[step.kind].toLowerCase()}. ${error.message}`,
          action: { label: 'Look again', run: () => back.current(step.item.id) },
        });
      } else if (!hasStatus(error, 401)) {
        toast({ tone: 'bad', text: `${step.item.name} was not ${done[step.kind].toLowerCase()}. ${messageOf(error)}` });
        back.current(step.item.id);
      }
    },
    onSettled: refresh,
  });

  const takeBack = useMutation({
    mutationFn: async (step: Step) => {
      const undo = await sent.get(step.key)?.taken;
      await undo?.();
    },
    onMutate: (step) => {
      dismiss(sent.get(step.key)?.toastId ?? 0);
      session.set(session.get().filter((other) => other.key !== step.key));
    },
    onSuccess: async (_, step) => {
      sent.delete(step.key);
      await client.invalidateQueries({ queryKey: keys.review });
      void client.invalidateQueries({ queryKey: keys.tool(step.item.id) });
      back.current(step.item.id);
    },
    onSettled: refresh,
  });

  const { mutate: mutateSend } = send;
  const { mutate: mutateTakeBack } = takeBack;

  const act = useCallback<Desk['act']>(
    (item, version, wish) => {
      const now = Date.now();
      lastKey += 1;
      const step: Step = {
        key: lastKey,
        kind: wish.kind,
        item: { ...item, version },
        at: now,
        tookMilliseconds: now - lookedSince.current,
      };
      const taken = take(item, version, wish);
      const toastId = toast({ text: `${done[wish.kind]} ${item.name}`, undo: () => mutateTakeBack(step) });
      sent.set(step.key, { taken, toastId });
      session.set([...session.get(), step]);
      mutateSend({ step, taken });
    },
    [mutateSend, mutateTakeBack],
  );

  const undoLast = useCallback(() => {
    const last = session.get().at(-1);
    if (last) {
      mutateTakeBack(last);
    }
  }, [mutateTakeBack]);

  return { session: standing, act, undoLast, canUndo: standing.length > 0, reset: () => session.set([]) };
}

function forget(step: Step): void {
  dismiss(sent.get(step.key)?.toastId ?? 0);
  sent.delete(step.key);
  session.set(session.get().filter((other) => other.key !== step.key));
}
