import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';
import { plural } from '@/lib/text';
import { toast } from '@/lib/toasts';

/** Gives what was set aside to the analyzer once more; without an id, all of it. */
export function useRetry() {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (id: number | null) =>
      data(
        id === null
          ? api.POST('/api/discoveries/retry')
          : api.POST('/api/discoveries/{id}/retry', { params: { path: { id } } }),
      ),
    onSuccess: ({ retried }) =>
      toast({
        text: `${plural(retried, 'text waits', 'texts wait')} for the analyzer again.`,
        action: {
          label: 'Analyze now',
          run: () =>
            void data(api.POST('/api/jobs/analyze', { body: {} })).then(() =>
              client.invalidateQueries({ queryKey: keys.jobs }),
            ),
        },
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.discoveries });
      void client.invalidateQueries({ queryKey: ['discovery'] });
      void client.invalidateQueries({ queryKey: keys.stats });
    },
  });
  return { retry: mutate, isPending };
}
