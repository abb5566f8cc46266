import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { plural } from '@/lib/text';
import { toast } from '@/lib/toasts';

/** The most ids that the server takes at once. */
const most = 100;

/** Says that changes were seen, or that they were not. */
export function useAcknowledge() {
  const client = useQueryClient();
  const set = useMutation({
    mutationFn: async ({ ids, acknowledged }: { ids: readonly number[]; acknowledged: boolean }) => {
      const updated: number[] = [];
      for (let at = 0; at < ids.length; at += most) {
        const body = { change_ids: ids.slice(at, at + most), acknowledged };
        updated.push(...(await data(api.POST('/api/changes/acknowledge', { body }))).updated);
      }
      return updated;
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.changes }),
  });
  return {
    isPending: set.isPending,
    acknowledge: (ids: readonly number[], acknowledged: boolean) =>
      set.mutate(
        { ids, acknowledged },
        {
          onSuccess: (updated) => {
            const missing = ids.length - updated.length;
            toast({
              text: `${plural(updated.length, 'change')} ${acknowledged ? 'acknowledged' : 'open again'}${missing > 0 ? `; ${missing} were gone already` : ''}`,
              undo: () => set.mutate({ ids: updated, acknowledged: !acknowledged }),
            });
          },
        },
      ),
  };
}
