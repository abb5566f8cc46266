import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { plural } from '@/lib/text';
import { toast } from '@/lib/toasts';
import { feeds, nameOf, type Source, sourcesQuery } from './queries';

/** By its id; one that was never read has none yet, only its name. */
const change = async (source: Source, enabled: boolean) =>
  (await data(
    api.PUT('/api/sources/{id}', {
      params: { path: { id: String(source.id ?? source.name) } },
      body: { enabled, title: null },
    }),
  )) as Source;

/** Pauses a source or a door, or reads it again. */
export function usePause() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.sources });
  const set = useMutation({
    mutationFn: ({ source, enabled }: { source: Source; enabled: boolean }) => change(source, enabled),
    onSettled,
  });
  return {
    isPending: set.isPending,
    pause: (source: Source, enabled: boolean) =>
      set.mutate(
        { source, enabled },
        {
          onSuccess: (changed) =>
            toast({
              text: `${nameOf(source)} is ${enabled ? 'read again' : 'paused'}`,
              undo: () => set.mutate({ source: changed, enabled: !enabled }),
            }),
        },
      ),
  };
}

/** Opens doors of a source, such as feeds or subreddits. */
export function useAddDoors(source: string, onDone: () => void) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: keys.sources });
  const close = useMutation({
    mutationFn: (doors: readonly Source[]) => Promise.all(doors.map((door) => change(door, false))),
    onSettled,
  });
  return useMutation({
    meta: { quiet: true },
    mutationFn: async ({ field, names }: { field: string; names: readonly string[] }) => {
      const before = await client.ensureQueryData(sourcesQuery);
      const answer = await data(
        api.POST('/api/sources/{id}/doors', {
          params: { path: { id: source } },
          body: { [field]: names } as never,
        }),
      );
      const open = new Set(before.flatMap((one) => one.doors.filter((door) => door.enabled).map((door) => door.name)));
      const { doors } = answer.source as Source;
      return { ...answer, opened: doors.filter((door) => door.enabled && !open.has(door.name)) };
    },
    onSuccess: ({ added, known, opened }) => {
      toast({
        text:
          added === 0
            ? `${known === 1 ? 'It is' : 'They are'} read already`
            : `${plural(added, source === feeds.source ? 'feed' : 'door')} added; the next run reads ${added === 1 ? 'it' : 'them'}`,
        ...(opened.length > 0 && { undo: () => close.mutate(opened) }),
      });
      onDone();
    },
    onSettled,
  });
}
