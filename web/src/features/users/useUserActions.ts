import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { sessionQuery } from '@/lib/api/session';
import { title } from '@/lib/text';
import { toast } from '@/lib/toasts';
import type { User } from './queries';

interface Change {
  role?: string;
  is_active?: boolean;
}

/** What an admin can do to an account. What is refused is told on its row, by `error`. */
export function useUserActions(user: User) {
  const client = useQueryClient();
  const path = { params: { path: { id: user.id } } };
  const onSettled = () =>
    Promise.all([keys.users, sessionQuery.queryKey].map((queryKey) => client.invalidateQueries({ queryKey })));
  const meta = { quiet: true };

  const change = useMutation({
    meta,
    mutationFn: ({ role = null, is_active = null }: { role?: string | null; is_active?: boolean | null }) =>
      data(api.PUT('/api/users/{id}', { ...path, body: { role, is_active } })),
    onSettled,
  });
  const reset = useMutation({
    meta,
    mutationFn: () => data(api.POST('/api/users/{id}/reset-password', { ...path, body: null })),
    onSettled,
  });
  const signOut = useMutation({
    meta,
    mutationFn: () => api.POST('/api/users/{id}/sign-out', path),
    onSuccess: () => toast({ tone: 'good', text: `${user.username} is signed out everywhere` }),
    onSettled,
  });
  const remove = useMutation({
    meta,
    mutationFn: () => api.DELETE('/api/users/{id}', path),
    onSuccess: () => toast({ tone: 'good', text: `The account ${user.username} is deleted` }),
    onSettled,
  });

  const all = [change, reset, signOut, remove];
  const start = () => {
    for (const mutation of all) {
      mutation.reset();
    }
  };
  return {
    error: all.find((mutation) => mutation.error !== null)?.error ?? null,
    isBusy: all.some((mutation) => mutation.isPending),
    newPassword: reset.data?.password ?? null,
    forgetPassword: reset.reset,
    change: (next: Change) => {
      start();
      const text =
        next.role !== undefined
          ? `${user.username} is ${title(next.role)} now`
          : `${user.username} ${next.is_active ? 'can sign in again' : 'can no longer sign in'}`;
      const before = { role: user.role, is_active: user.is_active };
      change.mutate(next, { onSuccess: () => toast({ text, undo: () => change.mutate(before) }) });
    },
    reset: () => {
      start();
      reset.mutate();
    },
    signOut: () => {
      start();
      signOut.mutate();
    },
    remove: () => {
      start();
      remove.mutate();
    },
  };
}
